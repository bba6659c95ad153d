"""Beside every staff page stands the way to a help page."""

from __future__ import annotations

import pytest

from core.roles import Role
from evaluations.models import Conflict
from tests.factories import make_user
from tests.project.roles_page import ADDRESSES
from tests.project.test_addresses import seat, world  # noqa: F401

pytestmark = pytest.mark.django_db
HELP_PAGES = {"help-list", "help"}
# A sheet for A4 has nothing beside it.
PAPER = {"criteria-print", "entry-slip", "screening-print", "notice-print", "meeting-minutes"}


@pytest.mark.slow
def test_every_staff_page_links_to_help(client, world):  # noqa: F811
    chief = make_user(Role.ADMINISTRATOR)
    client.force_login(chief)
    # Pages of a dossier open to who scores it after the word that there is no interest in it.
    Conflict.objects.create(entry_id=world["entry_pk"], member=seat(world, chief.pk), is_conflict=False, said_by=chief)
    linked = {}
    for address in ADDRESSES:
        response = client.get(address.on(world))
        if response.status_code == 405 or address.name in HELP_PAGES | PAPER:
            continue
        assert response.status_code == 200
        if response["Content-Type"].startswith("text/html"):
            linked[address.name] = 'href="/staff/huong-dan/' in response.text
    assert len(linked) > 30
    assert linked == dict.fromkeys(linked, True)
