"""A made-up register: the same size gives the same register, whole in every constraint, and eventful."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.db.models import Count, F

from core.models import Generation, Touched
from evaluations.models import PaperResult, Round
from producers.models import Producer
from products.enums import RatingKind
from products.models import Certificate, Decision, Product, Recognition, ScoreApproval
from reports.queries.figures import Question, figures
from tests.bench.lives import LAST_DAY
from tests.bench.register import make_register

pytestmark = pytest.mark.slow

SIZE = 300


@pytest.fixture
def register(law, places, settings):
    """Three hundred products, seen on the last day of their history."""
    settings.BUSINESS_DAY = LAST_DAY
    make_register(SIZE)


def totals(on: date) -> tuple[int, ...]:
    found = figures(Question(on=on)).as_json()
    return (found["total"], *(found["by_rank"][rank] for rank in ("3", "4", "5", "potential5")))


@pytest.mark.django_db
class TestRegister:
    @pytest.fixture(autouse=True)
    def _made(self, register):
        pass

    def test_the_same_size_gives_the_same_register(self):
        counts = [model.objects.count() for model in (Product, Producer, Decision, Recognition, ScoreApproval)]
        assert counts == [300, 91, 100, 460, 8]
        days = [date(2020, 6, 30), date(2022, 10, 1), date(2024, 12, 31), LAST_DAY]
        assert [totals(day) for day in days] == [
            (16, 12, 4, 0, 0),
            (95, 72, 22, 0, 1),
            (215, 161, 49, 1, 4),
            (256, 176, 74, 2, 4),
        ]
        first = Product.objects.order_by("pk")[:3].values_list("name", flat=True)
        assert list(first) == [
            "Tổ yến rang muối Thỡ Khớp minh hoạ 63",
            "Thanh long Sỷ Xọang minh hoạ 221",
            "Tiêu xay vị cay Dĩm Mê minh hoạ 1",
        ]

    def test_it_is_eventful(self):
        ratings = Recognition.objects.filter(voided_at__isnull=True)
        kinds = dict(ratings.values_list("kind").annotate(count=Count("pk")).order_by())
        assert set(kinds) == set(RatingKind.values)
        reasons = set(ratings.order_by().values_list("end_reason", flat=True).distinct())
        assert reasons == {"", "superseded", "revoked"}
        assert ratings.filter(extended_until__isnull=False).exists()
        assert Recognition.objects.filter(voided_at__isnull=False, restated__isnull=False).exists()
        assert Product.objects.filter(merged_into__isnull=False).exists()
        assert Product.objects.filter(transfers__isnull=False).exists()

    def test_sizes_are_skewed(self):
        by_place = Product.objects.values_list("place").annotate(count=Count("pk")).order_by("-count")
        by_producer = Product.objects.values_list("producer").annotate(count=Count("pk")).order_by("-count")
        assert by_place[0][1] > 3 * SIZE / by_place.count()
        assert (by_producer[0][1] > 8, by_producer.last()[1]) == (True, 1)

    def test_the_ledger_holds_together(self):
        living = Recognition.objects.filter(voided_at__isnull=True)
        assert living.filter(certificate__isnull=True).count() == 0
        assert ScoreApproval.objects.filter(certificate__isnull=True).count() == 0
        assert Certificate.objects.count() == living.count() + ScoreApproval.objects.count()
        assert living.exclude(starts_on=F("decision__signed_on")).count() == 0
        assert living.filter(closed_at__lt=F("recorded_at")).count() == 0
        assert Recognition.objects.filter(recorded_at__date__gt=LAST_DAY).count() == 0
        names = Product.objects.values_list("name", flat=True)
        assert [name for name in names if not name.rpartition(" ")[0].endswith(" minh hoạ")] == []

    def test_triggers_work_again_and_nothing_is_left_to_do(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
            assert cursor.fetchone() == (0,)
        assert Touched.objects.count() == 0
        assert Generation.objects.get().number >= 2

    def test_staff_find_open_work(self):
        open_round = Round.objects.get(status="open")
        assert PaperResult.objects.filter(round=open_round).count() == 74  # a quarter of the unmerged
        assert Round.objects.count() > 10
