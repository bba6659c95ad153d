"""Reading the papers of a dossier: its checklist, what is missing, what a producer has, what lapses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.models import User
from core.text import words_of
from evaluations.enums import DossierStatus, EntryStatus, ItemState, Need
from evaluations.models import ChecklistItem, Dossier, DossierPaper, HandedPaper, Paper, PaperVersion, Samples
from evaluations.queries.criteria import categories_in
from evaluations.rules.papers import WARNED_DAYS, state_of
from products.models import Category, Regime

SAMPLES = "san-pham-mau"  # the item that `note_samples` answers


@dataclass(frozen=True)
class ListLine:
    """One item of a dossier's checklist with the papers that answer it; `why` says what is wrong, empty when nothing.

    `blocks` is true for what keeps the dossier from being found complete.
    """

    item: ChecklistItem
    uses: list[DossierPaper]
    state: ItemState
    why: str
    blocks: bool

    @property
    def is_there(self) -> bool:
        """True when something answers the item, be it lapsed."""
        return self.state not in (ItemState.MISSING, ItemState.OPEN)


def checklist_for(dossier: Dossier) -> list[ChecklistItem]:
    """What a dossier may hold: the items of its law for its kind, its producer's form and its product's category."""
    form, kind = dossier.product.producer.legal_form, dossier.kind
    slugs = _slugs_of(dossier.regime, dossier.product.category)
    return [
        item
        for item in ChecklistItem.objects.filter(regime=dossier.regime_id, is_current=True)
        if (not item.kinds or kind in item.kinds)
        and (not item.forms or form in item.forms)
        and (not item.categories or not slugs.isdisjoint(item.categories))
        and slugs.isdisjoint(item.not_for)
    ]


def _slugs_of(regime: Regime, category: Category | None) -> set[str]:
    """A category under a law with all that it stands in."""
    found = categories_in(regime, category)
    if not found:
        return set()
    itself = Q(pk__in=[each.pk for each in found])
    above = Category.objects.filter(itself | Q(children__in=found) | Q(members__in=found))
    return set(above.values_list("slug", flat=True))


def uses_of(dossier: Dossier) -> QuerySet[DossierPaper]:
    """The papers that a dossier uses, with what a list shows of each."""
    return dossier.papers.select_related("item", "paper", "added_by").order_by("item__position", "pk")


def lines_for(dossier: Dossier, on: date) -> list[ListLine]:
    """The checklist of a dossier as it stands on a day; what is used at an item that fell away stays on it."""
    used: dict[ChecklistItem, list[DossierPaper]] = defaultdict(list)
    for use in uses_of(dossier):
        used[use.item].append(use)
    items = checklist_for(dossier)
    items += [item for item in used if item not in items]
    counted = _counted(dossier)
    return [_line(item, used.get(item, []), dossier.aims_at, on, counted) for item in items]


def line_of(dossier: Dossier, item: ChecklistItem, on: date) -> ListLine:
    """One item of a dossier's checklist, with its papers."""
    return _line(item, list(uses_of(dossier).filter(item=item)), dossier.aims_at, on, _counted(dossier))


def _counted(dossier: Dossier) -> set[str]:
    """The items that need no paper: samples, once as many came as the score sheet asks for, to whichever level."""
    newest = Samples.objects.filter(entry__dossier=dossier).order_by("pk").last()
    return {SAMPLES} if newest and newest.count >= dossier.criteria_set.samples else set()


def _line(item: ChecklistItem, uses: list[DossierPaper], aims_at: int | None, on: date, counted: set[str]) -> ListLine:
    expiries = [use.paper.expires_on if use.paper else None for use in uses]
    expiries += [None] if item.code in counted else []
    state = state_of(item.need, item.star, aims_at, expiries, on)
    is_gap = state in (ItemState.MISSING, ItemState.LAPSED)
    return ListLine(item, uses, state, _why(item, state, expiries), is_gap and item.need == Need.ALWAYS)


def _why(item: ChecklistItem, state: ItemState, expiries: Sequence[date | None]) -> str:
    ends = [end for end in expiries if end is not None]
    facts = {"article": item.article, "star": item.star, "day": date_format(max(ends)) if ends else ""}
    if state == ItemState.LAPSED:
        return _("hết hạn ngày %(day)s: cần bản còn hiệu lực") % facts
    if state == ItemState.SOON:
        return _("hết hạn ngày %(day)s: có thể hết trước khi hội đồng họp") % facts
    if state != ItemState.MISSING:
        return ""
    if item.need == Need.STAR:
        return _("thiếu thì khó đạt từ %(star)s sao (%(article)s)") % facts
    return _("bắt buộc (%(article)s)") % facts


def gaps_of(lines: Iterable[ListLine]) -> list[str]:
    """Why a dossier is not complete, as its page and the action that accepts it say; empty when it is."""
    return [f"{line.item.label}: {_gap(line)}" for line in lines if line.blocks]


def _gap(line: ListLine) -> str:
    """Away from the list's own state the words say themselves that it is missing."""
    return _("còn thiếu, %(why)s") % {"why": line.why} if line.state == ItemState.MISSING else line.why


def papers_to_choose(dossier: Dossier, item: ChecklistItem) -> list[Paper]:
    """The papers of the producer that an item may use again: those of its kind first, then its other ones.

    What is made for one dossier alone (a registration, a report) is not offered to another, nor what was erased.
    """
    alone = ChecklistItem.objects.filter(is_of_producer=False).values("code")
    others = Q(kind__in=alone) & ~Q(uses__dossier=dossier)
    found = Paper.objects.with_file().filter(producer=dossier.product.producer_id).exclude(others)
    found = found.exclude(uses__dossier=dossier, uses__item=item).distinct()
    return sorted(found, key=lambda paper: (paper.kind != item.code, -paper.pk))


def resting_on(version: PaperVersion) -> list[Dossier]:
    """The dossiers on their way that rest on a file: the newest of a paper in use, or what members score on."""
    paper = version.paper_id
    is_newest = not PaperVersion.objects.filter(paper=paper, number__gt=version.number).exists()
    handed = HandedPaper.objects.filter(version__paper=paper).order_by("entry", "-pk").distinct("entry")
    scored_on = [entry for entry, last in handed.values_list("entry", "version") if last == version.pk]
    rests = Q(entries__in=scored_on, entries__status__in=(EntryStatus.SCORING, EntryStatus.SCORED))
    if is_newest:
        rests |= Q(papers__paper=paper)
    return list(Dossier.objects.filter(rests, status=DossierStatus.FILED).select_related("product").distinct())


# ------------------------------------------------------------------ what lapses
def lapsed_among(dossiers: Iterable[int], on: date) -> dict[int, list[DossierPaper]]:
    """Of each dossier, by its key, the last paper of every item at which none counts any more on a day; one query."""
    counts = Q(paper__isnull=True) | Q(paper__expires_on__isnull=True) | Q(paper__expires_on__gte=on)
    beside = DossierPaper.objects.filter(counts, dossier=OuterRef("dossier"), item=OuterRef("item"))
    lapsed = DossierPaper.objects.filter(dossier__in=dossiers, paper__expires_on__lt=on).exclude(Exists(beside))
    of_item = ("dossier_id", "item__position", "item_id")
    found: dict[int, list[DossierPaper]] = defaultdict(list)
    for use in lapsed.select_related("item", "paper").order_by(*of_item, "-paper__expires_on").distinct(*of_item):
        found[use.dossier_id].append(use)
    return found


def lapsing_papers(user: User, on: date, *, text: str = "", lapsed: bool | None = None) -> QuerySet[Paper]:
    """Papers of the user's producers that have lapsed or are about to, unless a longer one of the kind is there."""
    longer = Paper.objects.filter(
        producer=OuterRef("producer"), kind=OuterRef("kind"), expires_on__gt=OuterRef("expires_on")
    )
    endless = Paper.objects.filter(
        producer=OuterRef("producer"), kind=OuterRef("kind"), expires_on__isnull=True, pk__gt=OuterRef("pk")
    )
    found = Paper.objects.visible_to(user).filter(expires_on__lte=on + timedelta(WARNED_DAYS))
    found = found.exclude(Exists(longer)).exclude(Exists(endless))
    if lapsed is not None:
        found = found.filter(expires_on__lt=on) if lapsed else found.filter(expires_on__gte=on)
    for word in words_of(text):
        found = found.filter(producer__name_fold__contains=word)
    uses = DossierPaper.objects.filter(dossier__in=Dossier.objects.visible_to(user)).select_related(
        "item", "dossier__product"
    )
    shown = found.select_related("producer").prefetch_related(Prefetch("uses", uses.order_by("-pk"), to_attr="seen"))
    return shown.order_by("expires_on", "pk")
