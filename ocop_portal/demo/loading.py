"""What fills a demo besides reference data and the register: its people and, once, the rounds of its councils."""

from __future__ import annotations

from django.db import transaction

from core.clock import today
from core.models import Place, User
from evaluations.models import Council, Round
from ocop_portal.demo import tra_vinh_2022, vinh_long_2026
from ocop_portal.demo.people import PASSWORD, people_of
from ocop_portal.ground.scenarios import USUAL

# What is played on the councils of a scenario; its last day must lie behind.
PLAYS = {USUAL.name: tra_vinh_2022, "vinh-long-2026": vinh_long_2026}


@transaction.atomic
def make_people(scenario: str) -> None:
    """Make the accounts of a scenario that are not there."""
    people = people_of(scenario)
    places = {place.slug: place for place in Place.objects.filter(slug__in=[p.territory for p in people])}
    for person in people:
        if not User.objects.filter(username=person.username).exists():
            User.objects.create_user(
                person.username,
                PASSWORD,
                full_name=person.full_name,
                role=person.role,
                territory=places.get(person.territory),
            )


@transaction.atomic
def play_once(scenario: str) -> str:
    """Play the rounds of a scenario, whole or not at all; what became of it, in a sentence.

    Where there is a council or a round already, somebody has gone on from there.
    """
    play = PLAYS.get(scenario)
    if play is None or Council.objects.exists() or Round.objects.exists():
        return ""
    if today() <= play.LAST_DAY:
        return f"Các đợt minh hoạ cần ngày làm việc sau {play.LAST_DAY:%d/%m/%Y}: chưa nạp."
    play.play()
    return f"Đã dựng {Round.objects.count()} đợt minh hoạ."
