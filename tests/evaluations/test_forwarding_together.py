"""Dossiers that are sent up together while somebody sends one of them alone: one waits, and nobody stands still."""

import pytest

from core.errors import ActionRefused
from core.roles import Role
from evaluations.actions.dossiers import forward_dossier, forward_dossiers
from evaluations.models import RoundEntry
from tests.evaluations.council_room import screen
from tests.evaluations.intake_room import TODAY, at_commune
from tests.evaluations.test_save_together import together
from tests.factories import make_place, make_province, make_user

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("attempt", range(3))
def test_whoever_comes_first_sends_and_the_other_is_refused(transactional_db, law, settings, attempt):
    settings.BUSINESS_DAY = TODAY
    officer, commune = make_user(Role.PROVINCE_OFFICER), make_place("Xã Minh Hoạ", parent=make_province())
    entries = [at_commune(name, commune, officer) for name in ("Mứt gừng", "Mứt tắc", "Mứt me")]
    for entry in entries:
        screen(entry, officer)
    answers = together(
        lambda: forward_dossiers(entries, on=TODAY, by=officer),
        lambda: forward_dossier(entries[-1], on=TODAY, by=officer),
    )
    (refusal,) = [answer for answer in answers if isinstance(answer, ActionRefused)]
    assert [reason.text.partition(":")[0] for reason in refusal.reasons] == ["“Mứt me” đã chuyển cấp trên"]
    together_won = not isinstance(answers[0], ActionRefused)
    assert RoundEntry.objects.filter(level__key="province").count() == (3 if together_won else 1)
