"""kill -9 of PostgreSQL or gunicorn at fifty moments of publishing: no half act, no acknowledged act lost."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ocop_portal.ground.cluster import Cluster
from ocop_portal.ground.machine import wait_until
from tests.factories import PASSWORD
from tests.project.publishing_site import EVERYTHING, NOTHING, ROWS, Answer, Officer, Site, Watch

pytestmark = pytest.mark.slow
WARM_UP = 3
# How often each is killed; the last of each pair takes everything with it.
VICTIMS = {"kill_backend": 13, "kill_postgresql": 12, "kill_workers": 20, "kill_gunicorn": 5}
MOMENTS = sum(VICTIMS.values())
LEAST_SEEN_BETWEEN = 30


@pytest.fixture
def site(open_folder: Callable[[], Path], tmp_path: Path) -> Iterator[Site]:
    """A portal on a cluster of its own, ended whatever happened."""
    cluster = Cluster(open_folder(), "killed", venv=Path(sys.prefix))
    with cluster:
        made = Site(cluster, tmp_path)
        try:
            yield made
        finally:
            made.stop()


@dataclass
class Tally:
    """What fifty killings came to."""

    killed: Counter[str] = field(default_factory=Counter)
    between: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    half: list[str] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    whole_without_answer: int = 0

    def __str__(self) -> str:
        victims = ", ".join(f"{name} {self.between[name]} of {count}" for name, count in self.killed.items())
        return (
            f"{self.killed.total()} moments, {self.between.total()} seen between BEGIN and the answer ({victims}); "
            f"half acts: {len(self.half)}; lost acknowledged acts: {len(self.lost)}; "
            f"committed but not answered: {self.whole_without_answer}; answers {dict(self.answers)}"
        )


class Trial:
    """The drafts that are left, those that were acknowledged, and what has been seen so far."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.left = site.prepare()
        self.acknowledged: set[int] = set()
        self.tally = Tally()
        site.serve()
        self.officer = Officer(site)
        self.officer.sign_in("canbo", PASSWORD)
        before = site.generation()
        self.span = 0.0  # seconds from BEGIN to the answer, as last seen: machines are now fast, now slow
        for _time in range(WARM_UP):
            self.publish_next()
        self.steps, rest = divmod(site.generation() - before, WARM_UP)
        assert rest == 0
        self.first_generation = before

    def publish_next(self) -> None:
        """Publish the next draft undisturbed."""
        draft = self.left.pop(0)
        form = self.officer.form_of(draft)
        with Watch(self.site) as watch:
            answer = self.officer.publish(draft, form)
        assert answer.is_acknowledged
        self.acknowledged.add(draft)
        self.span = answer.at - watch.seen_at if watch.seen_at else self.span

    def kill_while_publishing(self, victim: str, part: float) -> None:
        """Publish, kill at this part of the usual span, start again, look."""
        draft = self.left[0]
        form = self.officer.form_of(draft)
        with Watch(self.site) as watch, ThreadPoolExecutor(1) as pool:
            sent = pool.submit(self.officer.publish, draft, form)
            wait_until(lambda: watch.seen_at > 0 or sent.done(), 30, pause=0.001)
            time.sleep(part * self.span)
            killed_at = time.monotonic()
            getattr(self.site, victim)()
            answer = sent.result(timeout=60)
        self.note(victim, answer, begun_at=watch.seen_at, killed_at=killed_at)
        self.site.restart()
        self.look(draft, answer.is_acknowledged)

    def note(self, victim: str, answer: Answer, *, begun_at: float, killed_at: float) -> None:
        """Count a moment; "between" is: begun before, not answered yet, and never told that it was done."""
        self.tally.killed[victim] += 1
        self.tally.answers[answer.status] += 1
        if 0 < begun_at < killed_at < answer.at and not answer.is_acknowledged:
            self.tally.between[victim] += 1
        if answer.is_acknowledged and begun_at:
            self.span = answer.at - begun_at

    def look(self, draft: int, is_acknowledged: bool) -> None:
        """Every act stands whole or not at all, and so does the generation."""
        if is_acknowledged:
            self.acknowledged.add(draft)
        acts = self.site.acts()
        self.tally.half += [f"{pk}: {act}" for pk, act in acts.items() if act not in (NOTHING, EVERYTHING)]
        whole = {pk for pk, act in acts.items() if act == EVERYTHING}
        self.tally.lost += sorted(self.acknowledged - whole)
        expected = self.first_generation + self.steps * len(whole)
        if self.site.generation() != expected:
            self.tally.half.append(f"generation {self.site.generation()} instead of {expected}")
        if draft in whole:
            self.left.remove(draft)
            self.tally.whole_without_answer += not is_acknowledged


def moments() -> list[tuple[str, float]]:
    """Each victim at moments spread over the span from BEGIN to the answer; the order is mixed and always the same."""
    planned = [(victim, (place + 0.5) / count) for victim, count in VICTIMS.items() for place in range(count)]
    random.Random(20221001).shuffle(planned)
    return planned


def test_fifty_killings(site: Site, record_property: Callable[[str, object], None]) -> None:
    trial = Trial(site)
    for number, (victim, part) in enumerate(moments(), start=1):
        trial.kill_while_publishing(victim, part)
        if number % 7 == 0:  # life goes on, and what was acknowledged has to survive the next killings
            trial.publish_next()
    record_property("tally", str(trial.tally))
    assert trial.tally.half == []
    assert trial.tally.lost == []
    assert trial.tally.killed.total() == MOMENTS == 50
    assert trial.tally.between.total() >= LEAST_SEEN_BETWEEN
    acts = site.acts()
    whole = [pk for pk, act in acts.items() if act == EVERYTHING]
    assert trial.acknowledged <= set(whole)
    totals = site.run("manage.py", "register_totals", "--on", "2022-10-01", "--format", "json")
    assert f'"total": {ROWS * len(whole)},' in totals
    site.run("manage.py", "recount", "--check")
    site.run("manage.py", "migrate", "--check")
