"""Beside every staff page stands the way to a help page."""

from __future__ import annotations

import pytest

from core.roles import Role
from tests.factories import make_user
from tests.project.test_addresses import STAFF, world  # noqa: F401

pytestmark = pytest.mark.django_db
HELP_PAGES = {"staff:help-list", "staff:help"}


def test_every_staff_page_links_to_help(client, world):  # noqa: F811
    client.force_login(make_user(Role.ADMINISTRATOR))
    linked = {}
    for name, address in STAFF.items():
        if address.method != "get" or address.ok != 200 or name in HELP_PAGES:
            continue
        response = client.get(address.path.format(**world))
        assert response.status_code == 200
        if response["Content-Type"].startswith("text/html"):
            linked[name] = 'href="/staff/huong-dan/' in response.text
    assert len(linked) > 30
    assert linked == dict.fromkeys(linked, True)
