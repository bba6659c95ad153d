"""Steady things of the main job: a province, a district, an open round of each."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import PlaceLevel
from core.roles import Role
from evaluations.actions.results import save_result
from evaluations.actions.rounds import open_round
from tests.core.hostile_files import plain_pdf
from tests.factories import level_of, make_place, make_producer, make_product, make_province, make_user

PDF = plain_pdf()


@pytest.fixture
def province(law):
    return make_province()


@pytest.fixture
def district(province):
    return make_place("Huyện Minh Hoạ", parent=province, level=PlaceLevel.DISTRICT)


@pytest.fixture
def commune(district):
    return make_place("Xã Minh Hoạ", parent=district)


@pytest.fixture
def local_officer(district):
    """An officer of the district."""
    return make_user(Role.LOCAL_OFFICER, district, username="canbo-huyen")


@pytest.fixture
def stranger(province):
    """An officer of another district, who must see nothing of the first."""
    other = make_place("Huyện Bên Cạnh", parent=province, level=PlaceLevel.DISTRICT)
    return make_user(Role.LOCAL_OFFICER, other, username="canbo-huyen-khac")


@pytest.fixture
def secretary(province):
    """A council secretary: enters results, publishes nothing."""
    return make_user(Role.COUNCIL_SECRETARY, province, username="thu-ky")


@pytest.fixture
def round_2022(province, officer):
    """The first round of 2022 of the province under 1048."""
    return open_round(level=level_of(), place=province, year=2022, ordinal=1, opened_on=date(2022, 6, 1), by=officer)


@pytest.fixture
def make(commune):
    """Make a product of a household in the commune."""

    def _make(name: str, **fields):
        producer = fields.pop("producer", None) or make_producer(place=commune)
        return make_product(name, producer=producer, **fields)

    return _make


@pytest.fixture
def enter(round_2022, officer):
    """Enter rows into the round of 2022."""

    def _enter(*entries, found=None):
        return [save_result(found or round_2022, entry, by=officer) for entry in entries]

    return _enter


@pytest.fixture
def sign_in(client):
    """Sign a person in with the test client."""

    def _sign_in(user):
        client.force_login(user)
        return client

    return _sign_in


@pytest.fixture
def count_queries(client):
    """How many queries a page takes; session and person included."""

    def _count(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return _count
