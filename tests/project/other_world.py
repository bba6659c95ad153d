"""Things of Cầu Ngang under names that stand nowhere else, for tests of what an officer of Càng Long must not read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http.response import HttpResponseBase

from core.models import Place
from core.roles import Role
from evaluations.models import (
    AdvisoryTeam,
    Council,
    CouncilMember,
    DecisionDraft,
    Dossier,
    Paper,
    PaperResult,
    Round,
    TeamMember,
)
from producers.models import RepresentativeProfile
from products.actions.decisions import issue_decision
from tests.factories import level_of, line, load_sets, make_producer, make_product, make_user, paper
from tests.products.report_room import make_report
from tests.project.test_addresses import council_room

# Names that stand nowhere else; the folded form is what a careless page would leak.
SECRETS = ("Zyzzoma", "zyzzoma", "Kwyjibo", "kwyjibo", "0909123456")


def told(response: HttpResponseBase) -> list[str]:
    """What an answer tells, streamed or not."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return [secret for secret in SECRETS if secret in body.decode()]


def their_things() -> dict[str, Any]:
    """A producer, a product, a round, a draft and a decision of Cầu Ngang."""
    chief = make_user(Role.ADMINISTRATOR)
    district = Place.objects.get(slug="huyen-cau-ngang")
    commune = Place.objects.filter(parent=district).order_by("pk")[0]
    producer = make_producer("Cơ sở Zyzzoma minh hoạ", place=commune, phone="0909123456")
    product, other = (make_product(f"Bánh Kwyjibo minh hoạ {number}", producer=producer) for number in (1, 2))
    level = level_of("1048-2019", "district")
    decision = issue_decision(
        paper("77/QĐ-UBND", date(2022, 1, 12), place=district.parent, issuing_body="Cơ quan Zyzzoma minh hoạ"),
        [line(product, 3)],
        by=chief,
    )
    found = Round.objects.create(level=level, place=district, year=2022, opened_on=date(2022, 3, 1), note="Zyzzoma")
    draft = DecisionDraft.objects.create(
        level=level, place=district, round=found, issuing_body="UBND huyện Cầu Ngang", created_by=chief
    )
    result = PaperResult.objects.create(round=found, product=other, note="Zyzzoma", updated_by=chief)
    return {
        "producer": producer,
        "product": product,
        "other": other,
        "round": found,
        "draft": draft,
        "result": result,
        "rating": decision.recognitions.get(),
        "decision": decision,
    }


# What each kind of thing is called.
NAMED: dict[Any, str] = {
    Council: "name",
    CouncilMember: "full_name",
    AdvisoryTeam: "name",
    TeamMember: "full_name",
    Paper: "name",
    Dossier: "note",
    Round: "note",
}


def one_of_each(theirs: dict[str, Any]) -> dict[str, Any]:
    """The same with a council that scores a dossier, papers, a team, results to tell, clocks, reports about labels."""
    load_sets("148-2023-01")
    district, chief = theirs["round"].place, make_user(Role.ADMINISTRATOR)
    keys = council_room(level_of("148-2023", "district"), district, theirs["other"], chief)
    for model, column in NAMED.items():
        model.objects.update(**{column: f"{model._meta.verbose_name} Zyzzoma minh hoạ"})
    facts = {"since": date(2022, 9, 1), "basis_on": date(2022, 9, 1), "full_name": "Bà Zyzzoma minh hoạ"}
    RepresentativeProfile.objects.create(producer=theirs["producer"], **facts)
    make_report(product=theirs["product"], seen="Nhãn Zyzzoma minh hoạ", where="Chợ Zyzzoma minh hoạ")
    return theirs | {"council": keys["council_pk"]}
