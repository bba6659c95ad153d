"""Steady things of the main job: a province, a district, an open round of each, a council that scores."""

from copy import deepcopy
from datetime import date

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from core.models import Place, PlaceLevel
from core.roles import Role
from evaluations.actions.dossiers import forward_dossier
from evaluations.actions.meeting import agree_where_all_do, conclude_round
from evaluations.actions.results import save_result
from evaluations.actions.rounds import open_round
from evaluations.models import CriteriaSet
from evaluations.queries.councils import sitting
from tests.conftest import OFFICER
from tests.core.hostile_files import plain_pdf
from tests.evaluations.council_room import begin, file, make_council, make_round, screen, sign, take
from tests.evaluations.council_steps import SET_26, SET_1048
from tests.evaluations.score_room import TODAY, scoring_round
from tests.factories import level_of, load_sets, make_place, make_producer, make_product, make_province, make_user

PDF = plain_pdf()


@pytest.fixture
def province(law):
    return make_province()


@pytest.fixture
def district(province):
    return make_district(province)


@pytest.fixture
def commune(district):
    return make_commune(district)


@pytest.fixture(scope="module")
def stage(ground):
    """Province, commune and officer of a whole module, which each of its tests finds as well."""
    province = make_province()
    return province, make_commune(make_district(province)), make_user(Role.PROVINCE_OFFICER, username=OFFICER)


def make_district(province):
    """The district of the tests; the one of the stage where there is one."""
    name = "Huyện Minh Hoạ"
    return Place.objects.filter(name=name).first() or make_place(name, parent=province, level=PlaceLevel.DISTRICT)


def make_commune(district):
    name = "Xã Minh Hoạ"
    return Place.objects.filter(name=name).first() or make_place(name, parent=district)


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


@pytest.fixture
def district_round(district, officer):
    load_sets(SET_1048)
    council = make_council(district, officer, days_before=0)
    return make_round(level_of(key="district"), district, council, officer, opened_on=date(2022, 3, 1))


@pytest.fixture
def entry(district_round, make, commune, officer):
    """A dossier of a commune on the list of the district's round."""
    return take(
        file(make("Rượu nếp"), commune, officer, set_code=SET_1048, on=date(2022, 3, 2)), district_round, officer
    )


@pytest.fixture
def scoring(entry, district_round, officer):
    begin(district_round, officer, sent_on=date(2022, 3, 10))
    entry.refresh_from_db()
    return entry


@pytest.fixture
def of_2026(settings, province, officer):
    settings.BUSINESS_DAY = date(2026, 11, 20)
    load_sets(SET_26)
    council = make_council(province, officer, days_before=0)
    return make_round(level_of("26-2026"), province, council, officer, opened_on=date(2026, 11, 2), ordinal=2)


@pytest.fixture
def judged(of_2026, make, commune, officer):
    """A dossier that came from the commune, in the round of the province."""
    entry = file(make("Mứt gừng"), commune, officer, set_code=SET_26, on=date(2026, 10, 1))
    assert entry.level.key == "commune"
    screen(entry, officer)
    above = forward_dossier(entry, on=date(2026, 10, 12), by=officer)
    take(above, of_2026, officer)
    begin(of_2026, officer, sent_on=date(2026, 11, 10))
    above.refresh_from_db()
    return above


@pytest.fixture
def sets(law):
    load_sets(SET_1048)
    return CriteriaSet.objects.get(code=SET_1048)


@pytest.fixture
def council(district, officer):
    return make_council(district, officer, days_before=0)


@pytest.fixture
def receiving(sets, council, district, officer):
    """A round of the district that receives dossiers."""
    return make_round(level_of(key="district"), district, council, officer, opened_on=date(2022, 3, 1))


@pytest.fixture
def concluded(receiving, entry, officer):
    """The district gives full points, which it may not decide on."""
    take(entry, receiving, officer)
    begin(receiving, officer, sent_on=date(2022, 3, 10))
    entry.refresh_from_db()
    for member in sitting(receiving.council):
        sign(entry, member)
    agree_where_all_do(entry, by=officer)
    conclude_round(receiving, by=officer)
    receiving.refresh_from_db()
    return receiving


@pytest.fixture(scope="module")
@override_settings(BUSINESS_DAY=TODAY)
def built(stage):
    """A round with three dossiers that is being scored, unless a module builds something else; all are present."""
    return scoring_round(*stage, count=3)


@pytest.fixture
def room(db, built, settings):
    """A test's own copies of what its module built."""
    settings.BUSINESS_DAY = TODAY
    return deepcopy(built)
