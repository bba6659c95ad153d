"""What the commune finds out about a dossier."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from core.errors import refuse_if
from core.history import record
from core.models import User
from evaluations.actions.opening import opened
from evaluations.enums import Topic
from evaluations.models import Finding, RoundEntry
from evaluations.permissions.intake import why_not_screen
from evaluations.queries.intake import findings_of


def say_findings(entry: RoundEntry, *, said: Mapping[Topic, tuple[bool, str]], by: User) -> list[Finding]:
    """Write down what the commune found; what is said as it stands already is not said twice."""
    with transaction.atomic():
        entry = opened(entry, by)
        refuse_if(why_not_screen(by, entry))
        stands = {topic: (finding.holds, finding.why) for topic, finding in findings_of(entry).items()}
        made = [
            Finding.objects.create(entry=entry, topic=topic, holds=holds, why=why, said_by=by)
            for topic, (holds, why) in said.items()
            if stands.get(topic) != (holds, why)
        ]
        if made:
            record(entry, "say_findings", by=by, after={finding.topic: finding.holds for finding in made})
    return made
