"""The administrator's tables of people, places and history, and what every table of the admin shares."""

from core.admin import history, people, places
from core.admin.site import dress_site

__all__ = ["history", "people", "places"]

dress_site()
