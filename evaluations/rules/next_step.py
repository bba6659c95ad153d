"""What comes next for a dossier, in one sentence: who does what, until when. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.enums import DossierStatus, EntryStatus
from products.enums import LevelMode

DONE = {
    DossierStatus.DECIDED: gettext_lazy("Hồ sơ đã xong: đã có quyết định."),
    DossierStatus.RETURNED: gettext_lazy("Hồ sơ đã trả lại, dừng ở đây: muốn đánh giá thì chủ thể nộp hồ sơ mới."),
}
LETTER = {
    DossierStatus.DECIDED: gettext_lazy("Đã có quyết định: %(who)s gửi thông báo kết quả cho nơi nộp và chủ thể."),
    DossierStatus.RETURNED: gettext_lazy("Hồ sơ đã trả lại: %(who)s gửi thông báo kết quả cho nơi nộp và chủ thể."),
}


@dataclass(frozen=True)
class Point:
    """Where a dossier stands, by its newest entry; names as they stand within a sentence."""

    dossier: DossierStatus
    entry: EntryStatus
    mode: LevelMode
    who: str  # the place that deals with it
    filed_at: str  # the place of filing, which brings what is asked for
    above: str = ""  # the next level; empty at the highest
    below: str = ""  # the level below; empty at the lowest
    open_items: int = 0
    open_papers: int = 0  # what is always needed and not there
    is_reported: bool = False  # the commune's report
    round: str = ""  # the round that took it
    is_sent: bool = False  # members have it
    in_writing: bool = False
    is_recognised: bool = False  # its result stands in a decision
    may_recognise: bool = False  # the level below may decide on what the body above found (26/2026 art. 7.4g)
    goes_up: bool = False
    goes_down: bool = False
    is_declined: bool = False  # the producer no longer asks for the five stars for which the score was approved
    is_annulled: bool = False  # the decision on its result does not stand any more
    owes_letter: bool = False  # the result is known and no letter about it went out
    due: date | None = None


def next_words(point: Point, on: date) -> str:
    """Who does what next, until when; every state of every way of a level has its words."""
    if point.dossier != DossierStatus.FILED:
        return _ended(point)
    words = _AT[point.entry](point) % {
        "who": point.who,
        "at": point.filed_at,
        "above": point.above or _("cấp trên"),
        "below": point.below or _("cấp dưới"),
        "count": point.open_items,
        "papers": point.open_papers,
        "round": point.round,
        "by": _until(point.due, on),
    }
    return words[:1].upper() + words[1:]


def _ended(point: Point) -> str:
    if point.dossier == DossierStatus.WITHDRAWN:
        return _withdrawn(point)
    if point.is_annulled:
        return _("Quyết định đã bị hủy bỏ, hồ sơ dừng ở đây: muốn đánh giá lại thì chủ thể nộp hồ sơ mới.")
    if not point.owes_letter:
        return str(DONE[point.dossier])
    return LETTER[point.dossier] % {"who": point.who}


def _withdrawn(point: Point) -> str:
    return _("Chủ thể đã rút hồ sơ, dừng ở đây: muốn đánh giá thì nộp hồ sơ mới.")


def _until(due: date | None, on: date) -> str:
    if due is None:
        return ""
    if due < on:
        return _(", đã quá hạn ngày %(day)s") % {"day": date_format(due)}
    return _(", chậm nhất ngày %(day)s") % {"day": date_format(due)}


def _received(point: Point) -> str:
    if point.mode == LevelMode.RECORDED:
        return _awaited(point)
    if point.open_papers:
        return _("%(who)s yêu cầu bổ sung %(papers)s giấy tờ bắt buộc còn thiếu, hoặc ghi khi đã nhận%(by)s.")
    return _("%(who)s kiểm tra hồ sơ rồi xác nhận đủ điều kiện, hoặc yêu cầu bổ sung%(by)s.")


def _incomplete(point: Point) -> str:
    if point.open_items:
        return _("Chủ thể bổ sung %(count)s mục được yêu cầu%(by)s; %(at)s ghi từng mục.")
    return _("Đã bổ sung đủ các mục được yêu cầu: %(who)s nhận lại hồ sơ.")


def _accepted(point: Point) -> str:
    if point.mode == LevelMode.RECORDED:
        return _awaited(point)
    if point.mode == LevelMode.SCREEN:
        if point.is_reported:
            return _("%(who)s chuyển hồ sơ lên %(above)s%(by)s.")
        return _("%(who)s đánh giá hồ sơ, ghi báo cáo rồi chuyển lên %(above)s%(by)s.")
    if not point.round:
        return _("%(who)s đưa hồ sơ vào một đợt đang nhận hồ sơ%(by)s.")
    if not point.is_sent:
        return _("%(who)s gửi hồ sơ cho thành viên hội đồng, rồi bắt đầu chấm điểm (%(round)s)%(by)s.")
    return _("Thành viên hội đồng khai báo liên quan, đọc hồ sơ; %(who)s bắt đầu chấm điểm (%(round)s)%(by)s.")


def _awaited(point: Point) -> str:
    return _("Chờ kết quả của cấp này; %(who)s ghi lại khi có%(by)s.")


def _scoring(point: Point) -> str:
    if point.in_writing:
        return _("Thành viên hội đồng ký phiếu cho ý kiến bằng văn bản, rồi %(who)s chốt điểm%(by)s.")
    return _("Thành viên hội đồng chấm và ký phiếu, hội đồng họp, rồi %(who)s chốt điểm%(by)s.")


def _scored(point: Point) -> str:
    if point.is_recognised and point.mode == LevelMode.RECORDED:
        return _("%(who)s nhập và công bố quyết định của cấp này theo kết quả đã ghi.")
    if point.is_recognised:
        return _("%(who)s lập và công bố quyết định theo kết quả.")
    if point.may_recognise:
        return _("%(who)s lập quyết định công nhận theo kết quả này, hoặc trả hồ sơ về %(below)s để chấm lại.")
    if point.goes_up:
        return _("%(who)s chuyển hồ sơ lên %(above)s.")
    if point.goes_down and point.mode == LevelMode.RECORDED:
        return _("%(who)s trả hồ sơ về %(below)s để chấm lại, hoặc trả lại chủ thể.")
    if point.goes_down:
        return _("%(who)s trả hồ sơ về %(below)s.")
    if point.owes_letter:
        return _("Không được công nhận: %(who)s gửi thông báo kết quả, rồi trả lại hồ sơ cho chủ thể.")
    return _("Không được công nhận: %(who)s trả lại hồ sơ cho chủ thể.")


def _decided(point: Point) -> str:
    if point.is_declined:
        return _("Chủ thể không đề nghị 5 sao nữa: %(who)s ghi việc rút hồ sơ.")
    if point.is_annulled:
        return _("Quyết định phê duyệt điểm đã bị hủy bỏ: %(who)s đánh giá lại hồ sơ ở cấp này, hoặc trả lại chủ thể.")
    return _("%(who)s chuyển hồ sơ lên %(above)s để xét 5 sao.")


_AT = {
    EntryStatus.RECEIVED: _received,
    EntryStatus.INCOMPLETE: _incomplete,
    EntryStatus.ACCEPTED: _accepted,
    EntryStatus.SCORING: _scoring,
    EntryStatus.SCORED: _scored,
    EntryStatus.DECIDED: _decided,
    EntryStatus.FORWARDED: lambda point: _("%(above)s nhận hồ sơ."),
    EntryStatus.RETURNED: lambda point: _("%(below)s nhận lại hồ sơ."),
    EntryStatus.WITHDRAWN: _withdrawn,
    EntryStatus.UNUSED: lambda point: _("%(who)s đánh giá lại hồ sơ ở cấp này."),
}
