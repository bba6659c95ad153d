"""The verb of comparing members with representatives, through the one door that writes every reading down."""

from __future__ import annotations

from django.db import transaction

from core.clock import today
from core.errors import refuse_if
from core.history import record
from core.models import User
from evaluations.enums import Tie
from evaluations.models import Round
from evaluations.permissions.ties import why_not_compare
from evaluations.queries.councils import sitting
from evaluations.queries.entries import entries_of
from evaluations.queries.sheets import closed_to
from evaluations.queries.ties import Tied, likely_ties
from producers.actions.representatives import read_representatives
from producers.models import Producer


def compare_representatives(found: Round, *, why: str, by: User) -> list[Tied]:
    """Which members are called as the representative of a producer of the round; never a name that they do not bear.

    Producers elsewhere, and dossiers that are closed to the person, are left out. Raises ActionRefused.
    """
    with transaction.atomic():
        refuse_if(why_not_compare(by, found, why))
        assert found.council is not None  # only rounds of a council have members
        entries = list(entries_of(found))
        for entry in entries:
            entry.round = found
        closed = set(closed_to(by, entries))
        entries = [entry for entry in entries if entry not in closed]
        makers = {entry.dossier.product.producer_id for entry in entries}
        names = {}
        for producer in Producer.objects.visible_to(by).filter(pk__in=makers).order_by("pk"):
            profiles = read_representatives(producer, why=why, by=by)
            names[producer.pk] = [profile.full_name for profile in profiles if profile.since <= today()][:1]
        record(found, "compare_representatives", by=by, why=why.strip(), producers=len(names))
        ties = likely_ties(sitting(found.council), entries, names, to_editor=False)
    return [Tied(tied.member, tied.entry, [Tie.REPRESENTATIVE]) for tied in ties if Tie.REPRESENTATIVE in tied.ties]
