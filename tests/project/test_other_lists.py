"""No list, search, finder or file bound to no place tells an officer of Càng Long of a thing of Cầu Ngang."""

from __future__ import annotations

import pytest
from django.test import Client

from core.models import Place
from core.roles import MAY, Role
from tests.factories import make_user
from tests.project.other_world import one_of_each, their_things, told
from tests.project.roles_page import ADDRESSES

pytestmark = pytest.mark.django_db
# Whatever docs/roles.md says is bound to no place: lists, searches, files, pages that make something new.
LISTS = [address for address in ADDRESSES if address.bound == "–"]
QUERIES = ["", "?q=Kwyjibo", "?q=zyzzoma", "?tai-ve=csv", "?q=kwyjibo&tai-ve=csv"]
# The pages on which somebody of Cầu Ngang reads the names, so that this test can fail.
TELLING = {
    "home",
    "product-find",
    "producer-find",
    "council-list",
    "dossier-list",
    "dossier-new",
    "notice-list",
    "clock-list",
    "product-list",
    "producer-list",
    "decision-list",
    "label-report-list",
}
BOUND_ROLES = (Role.LOCAL_OFFICER, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.LEADER)


@pytest.fixture
def theirs(law, places, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return one_of_each(their_things())


def somebody(role: Role, slug: str) -> Client:
    client = Client()
    client.force_login(make_user(role, Place.objects.get(slug=slug)))
    return client


def path_of(address) -> str:
    """The path of an address, with keys that belong to nobody's territory where it has some."""
    return address.on({"topic": "nhap-ket-qua", "code": "148-2023-01", "pk": 1})


def asked(client: Client, query: str) -> dict[str, tuple[int, list[str]]]:
    """What each list answers, and which secrets it tells that were not typed: those stand in the search box again."""
    found = {}
    for address in LISTS:
        answer = client.get(path_of(address) + query)
        said = [secret for secret in told(answer) if secret.lower() not in query.lower()]
        found[address.name] = (answer.status_code, said)
    return found


def test_who_is_at_home_there_reads_the_names(theirs):
    client = somebody(Role.LOCAL_OFFICER, "huyen-cau-ngang")
    telling = {name for query in ("", "?q=minh") for name, (_status, said) in asked(client, query).items() if said}
    assert telling >= TELLING


@pytest.mark.slow
@pytest.mark.parametrize("role", BOUND_ROLES)
def test_lists_searches_and_files_tell_nobody_else(theirs, role):
    client = somebody(role, "huyen-cang-long")
    for query in QUERIES if role == Role.LOCAL_OFFICER else QUERIES[:1]:
        found = asked(client, query)
        assert {name: said for name, (_status, said) in found.items() if said} == {}, query
        allowed = {address.name for address in LISTS if role in MAY[address.act]}
        refused = {name for name, (status, _said) in found.items() if status in (403, 405)}  # 405: only for scripts
        assert (refused | allowed, {name for name in allowed if found[name][0] == 403}) == (set(found), set())


def test_rounds_have_no_name_but_their_place(theirs):
    seen = {
        slug: "Huyện Cầu Ngang" in somebody(Role.LOCAL_OFFICER, slug).get("/staff/dot/").text
        for slug in ("huyen-cang-long", "huyen-cau-ngang")
    }
    assert seen == {"huyen-cang-long": False, "huyen-cau-ngang": True}


@pytest.mark.slow
def test_a_key_of_theirs_in_the_address_opens_nothing(theirs):
    """Pages that make something new take what it is about from the address: a guessed key opens nothing."""
    keys = [
        f"?hoi-dong={theirs['council']}",
        f"?dot={theirs['round'].pk}",
        f"?san-pham={theirs['other'].pk}",
        f"?chu-the={theirs['producer'].slug}",
        f"?round={theirs['round'].pk}&q=minh",
        f"?draft={theirs['draft'].pk}&q=minh",
        f"?kind=annul&decision={theirs['decision'].pk}",
        *(f"?kind={kind}&rating={theirs['rating'].pk}" for kind in ("revoke", "correct")),
    ]
    client = somebody(Role.LOCAL_OFFICER, "huyen-cang-long")
    assert {key: said for key in keys if (said := [one for one in asked(client, key).items() if one[1][1]])} == {}


def test_the_file_of_representatives_holds_the_own_alone(theirs):
    path, why = "/staff/nguoi-dai-dien/tai-ve/", {"why": "Lý do minh hoạ"}
    answers = {
        slug: somebody(Role.LOCAL_OFFICER, slug).post(path, why) for slug in ("huyen-cang-long", "huyen-cau-ngang")
    }
    assert {slug: bool(told(answer)) for slug, answer in answers.items()} == {
        "huyen-cang-long": False,
        "huyen-cau-ngang": True,
    }
