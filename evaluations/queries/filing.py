"""Reading whether a dossier for a re-rating was filed late, and what the law says to that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluations.models import Dossier
from evaluations.rules.days import FilingTime, filing_time
from products.enums import DeadlineKey, RatingKind
from products.models import Recognition
from products.queries.law import extension_of
from products.queries.register import expired_rating, held_ratings


@dataclass(frozen=True)
class Lateness:
    """How late a dossier came; `extension` is the article that lets the rating be extended, empty where none does."""

    days: int
    last: date  # on which it would have been in time
    article: str
    extension: str

    @property
    def words(self) -> str:
        """What people read: a fact and its remedy, no refusal."""
        facts = {"days": self.days, "last": date_format(self.last), "article": self.article}
        said = _("nộp muộn %(days)s ngày, hạn nộp là %(last)s (%(article)s)") % facts
        if not self.extension:
            return said
        return said + _("; gia hạn được khi có căn cứ (%(article)s)") % {"article": self.extension}


def lateness_of(dossier: Dossier) -> Lateness | None:
    """How late a re-rating was filed for the rating that was held on that day, or had run out by then.

    None for everything in time.
    """
    if dossier.kind != RatingKind.RE_RATING:
        return None
    on, product = dossier.filed_on, dossier.product
    held = held_ratings([product], on).get(product.pk) or expired_rating(product, on)
    latest = dossier.regime.deadlines.filter(key=DeadlineKey.FILE_LATEST).first()
    if held is None or latest is None:
        return None
    if filing_time(on, held.until, earliest=None, latest=latest.days) != FilingTime.LATE:
        return None
    last = held.until - timedelta(days=latest.days)
    return Lateness((on - last).days, last, latest.article, _remedy(held, on))


def _remedy(held: Recognition, on: date) -> str:
    """The article by which a rating may still be extended: once, and not beyond the days that the law names."""
    allowed = extension_of(held.starts_on)
    if allowed is None or held.extended_at is not None or on > held.until + timedelta(days=allowed.days):
        return ""
    return allowed.article
