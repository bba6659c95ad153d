"""What is said of a checked code: the same words on the page of a check, on a receipt and on its print."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from products.enums import Answer, Behind, Rank, RatingStatus
from products.queries.checking import Checked
from products.rules.days import day_text
from products.rules.validity import IN_FORCE
from products.views.words import decision_words, place_line


class Verdict(NamedTuple):
    """The answer in words; `rank` and `status` are empty where there are no stars to show."""

    is_good: bool
    status: str
    rank: str
    title: str
    text: str

    @property
    def tone(self) -> str:
        """Green for a rating in force, gold for what waits for the ministry, red for all else."""
        return "bad" if not self.is_good else "good" if self.status else "open"


TITLES = {
    RatingStatus.VALID: gettext_lazy("Còn hiệu lực"),
    RatingStatus.EXPIRING: gettext_lazy("Còn hiệu lực, sắp hết hạn"),
    RatingStatus.EXTENDED: gettext_lazy("Còn hiệu lực, được gia hạn"),
    RatingStatus.EXPIRED: gettext_lazy("Đã hết hạn"),
    RatingStatus.REVOKED: gettext_lazy("Đã bị thu hồi"),
    RatingStatus.SUPERSEDED: gettext_lazy("Đã được thay thế"),
}
STILL_GOOD = gettext_lazy("Chứng nhận có giá trị đến hết ngày %(last)s.")
NO_LONGER: dict[str, str | Promise] = {
    RatingStatus.EXPIRED: gettext_lazy("Chứng nhận này hết hạn sau ngày %(last)s."),
    RatingStatus.REVOKED: gettext_lazy("Chứng nhận này thôi hiệu lực từ ngày %(end)s."),
    RatingStatus.SUPERSEDED: gettext_lazy("Chứng nhận này được thay bằng kết quả mới từ ngày %(end)s."),
}
# Of which product alone it is: an approved score has no certificate, and what is void or unknown is of none.
THIS_ALONE = {
    Behind.RATING: gettext_lazy("Chứng nhận này chỉ cho đúng sản phẩm này."),
    Behind.APPROVAL: gettext_lazy("Mã này chỉ của đúng sản phẩm này."),
}
NAMED_ALONE = {
    Behind.RATING: gettext_lazy("Chứng nhận chỉ cho đúng sản phẩm nêu tên; hãy đối chiếu tên và chủ thể với nhãn."),
    Behind.APPROVAL: gettext_lazy("Mã chỉ của đúng sản phẩm nêu tên; hãy đối chiếu tên và chủ thể với nhãn."),
}


def verdict_of(found: Checked) -> Verdict:
    """The verdict on a checked code."""
    if found.behind == Behind.RATING:
        return _of_rating(found)
    if found.behind == Behind.APPROVAL:
        return _of_score(found)
    if found.behind == Behind.VOIDED:
        text = _("Mã này thuộc một dòng ghi nhầm đã được bỏ khỏi sổ.")
        return Verdict(False, RatingStatus.REVOKED, "", _("Không có giá trị"), text)
    text = _("Sổ công nhận OCOP không có mã này: nhãn mang mã này không do cơ quan có thẩm quyền cấp mã.")
    return Verdict(False, "", "", _("Mã chưa từng được cấp"), text)


def _of_rating(found: Checked) -> Verdict:
    status = RatingStatus(found.status)
    facts = {
        "last": day_text(found.last) if found.last else "",
        "end": day_text(found.end) if found.end else "",
    }
    text = str(NO_LONGER.get(status, STILL_GOOD)) % facts
    return Verdict(status in IN_FORCE, status, str(found.stars), str(TITLES[status]), text)


def _of_score(found: Checked) -> Verdict:
    if found.end is None:
        text = _("Điểm đã được phê duyệt và đang chờ cấp trung ương công nhận.")
        return Verdict(True, "", Rank.POTENTIAL.value, _("Tiềm năng 5 sao, chưa phải hạng 5 sao"), text)
    answer = str(Answer(found.answer).label) if found.answer else ""
    return Verdict(False, RatingStatus.EXPIRED, "", _("Đề nghị 5 sao đã kết thúc"), f"{answer.capitalize()}.")


def this_alone(found: Checked) -> str:
    """Beside the product, that a code or certificate is of no other one; empty where it is of none."""
    return str(THIS_ALONE.get(Behind(found.behind), ""))


def named_alone(found: Checked) -> str:
    """The same on a sheet that names the product further up."""
    return str(NAMED_ALONE.get(Behind(found.behind), ""))


def place_of(found: Checked) -> str:
    """Where the product lay when it was printed."""
    return place_line(found.place, found.place_level, found.place_parent)


def paper_of(found: Checked) -> str:
    """Who decided, by which paper; empty where there is none to name."""
    if not found.issuing_body:
        return ""
    return decision_words(found.number, found.signed_on, found.precision, found.issuing_body)
