"""What keeps a meeting from single dossiers names them and leads to the first; what is in the way of all does not."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluations.actions.council_rounds import note_presence
from evaluations.actions.sheets import declare_conflict
from evaluations.queries.councils import sitting
from tests.evaluations.council_room import account_of
from tests.evaluations.council_steps import NOBODY_LEADS, nobody_leads

pytestmark = pytest.mark.django_db


def quorum(client, found):
    """What the page says of the quorum, and what leads where."""
    context = client.get(reverse("staff:meeting", args=[found.pk])).context
    texts = [reason.text for reason in context["quorum"]]
    return texts, [each["href"] for each in context["in_the_way"] if each["text"] in texts]


def test_the_chairs_interest_in_one_dossier_names_it(room, officer, sign_in):
    found, (_first, second, third) = room
    client, chair = sign_in(officer), sitting(found.council)[0]
    declare_conflict(second, chair, what="Cổ đông (minh hoạ)", by=account_of(chair))
    assert quorum(client, found) == ([nobody_leads("Mứt tắc")], [f"#ho-so-{second.pk}"])
    declare_conflict(third, chair, what="Cổ đông (minh hoạ)", by=account_of(chair))
    text = nobody_leads("Mứt tắc").replace("”:", "” và 1 hồ sơ khác:")
    assert quorum(client, found) == ([text], [f"#ho-so-{second.pk}"])


def test_an_absent_chair_is_in_the_way_of_all_and_said_once(room, officer, sign_in):
    found, (_first, second, _third) = room
    chair, *others = sitting(found.council)
    declare_conflict(second, chair, what="Cổ đông (minh hoạ)", by=account_of(chair))
    note_presence(found, others, by=officer)
    said = ["Có mặt 2/3 thành viên, chưa đủ 75%.", NOBODY_LEADS]
    assert quorum(sign_in(officer), found) == (said, ["#co-mat", "#co-mat"])
