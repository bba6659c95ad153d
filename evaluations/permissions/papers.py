"""Why papers of a dossier cannot be read, added, changed or dropped."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.clock import today
from core.errors import Reason
from core.models import User
from evaluations.enums import TAKES_PAPERS, DossierStatus, EntryStatus
from evaluations.models import ChecklistItem, Conflict, Dossier, DossierPaper, Paper, RoundEntry
from evaluations.permissions.dossiers import why_not_supply
from evaluations.permissions.sheets import closing_entry, why_closed_at_all
from evaluations.queries.council_lists import newest_entry
from evaluations.queries.entries import readable_dossiers


def may_read_papers(user: User, dossier: Dossier) -> bool:
    """Whether a person may look at the papers: who reads the dossier, and members who said that they are free.

    To a member who has not, or who has an interest, the dossier is closed before this is asked (`closing_entry`).
    """
    if readable_dossiers(user).filter(pk=dossier.pk).exists():
        return True
    said = Conflict.objects.filter(entry__dossier=dossier, member__user=user, member__left_on__isnull=True)
    return said.filter(is_conflict=False).exists()


def may_read_team_work(user: User, entry: RoundEntry) -> bool:
    """Whether the team's report, surveys and tests of an attempt are open to a member, whatever the territory.

    To who said to be free, at this attempt or at a later one of the level, whose sheet shows them, too.
    """
    attempts = RoundEntry.objects.filter(dossier=entry.dossier_id, level=entry.level_id, pk__gte=entry.pk)
    said = Conflict.objects.filter(entry__in=attempts, member__user=user, member__left_on__isnull=True)
    return said.filter(is_conflict=False).exists() and closing_entry(user, entry.dossier) is None


def why_not_change_papers(user: User, dossier: Dossier) -> list[Reason]:
    """Why the papers of a dossier stay as they are: they stand still once its marks are being given.

    What an interest closes stays closed at the levels above; what is missing may be brought where it was filed, too.
    """
    entry = newest_entry(dossier)
    reasons = why_not_supply(user, entry) + why_closed_at_all(user, dossier)
    if dossier.status != DossierStatus.FILED or entry.status not in TAKES_PAPERS:
        facts = {"entry": entry, "status": entry.state}
        reasons.append(Reason(_("“%(entry)s” %(status)s: giấy tờ của hồ sơ không đổi được nữa.") % facts))
    return reasons


def why_not_drop_paper(user: User, use: DossierPaper) -> list[Reason]:
    """Why a paper cannot be taken out: what a dossier was found complete with stays in it."""
    reasons = why_not_change_papers(user, use.dossier)
    entry = newest_entry(use.dossier)
    if entry.status == EntryStatus.ACCEPTED:
        words = _("“%(entry)s” đã đủ điều kiện: yêu cầu bổ sung trước khi bỏ giấy tờ.")
        reasons.append(Reason(words % {"entry": entry}))
    return reasons


def why_not_item(dossier: Dossier, item: ChecklistItem) -> list[Reason]:
    """Why an item has nothing to do with a dossier."""
    if item.regime_id == dossier.regime_id:
        return []
    return [Reason(_("“%(item)s” thuộc quy định khác với hồ sơ.") % {"item": item}, "item")]


def why_not_use(dossier: Dossier, item: ChecklistItem, paper: Paper) -> list[Reason]:
    """Why a paper cannot be used at an item: a dossier uses its own producer's papers."""
    reasons = why_not_item(dossier, item)
    if paper.producer_id != dossier.product.producer_id:
        reasons.append(Reason(_("“%(paper)s” là giấy tờ của chủ thể khác.") % {"paper": paper}, "paper"))
    if not Paper.objects.with_file().filter(pk=paper.pk).exists():
        reasons.append(Reason(_("Tệp của “%(paper)s” đã xóa: thêm là giấy tờ mới.") % {"paper": paper}, "paper"))
    if DossierPaper.objects.filter(dossier=dossier, item=item, paper=paper).exists():
        reasons.append(Reason(_("Mục này đã dùng “%(paper)s”.") % {"paper": paper}, "paper"))
    return reasons


def why_not_facts(item: ChecklistItem, paper: Paper) -> list[Reason]:
    """Why what is said of a paper cannot be right."""
    reasons, issued, ends = [], paper.issued_on, paper.expires_on
    if not paper.name:
        reasons.append(Reason(_("Ghi tên giấy tờ."), "name"))
    if item.has_dates and issued is None:
        reasons.append(Reason(_("Giấy này cần ngày cấp."), "issued_on"))
    if issued is not None and issued > today():
        reasons.append(Reason(_("Ngày cấp sau ngày làm việc hiện tại."), "issued_on"))
    if issued is not None and ends is not None and ends < issued:
        reasons.append(Reason(_("Ngày hết hạn trước ngày cấp."), "expires_on"))
    return reasons
