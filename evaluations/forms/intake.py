"""Forms of what happens before the council: findings, reports, what is asked for and its answers, the team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.files import UploadField
from core.forms.texts import FreeTextField
from core.models import User
from evaluations.enums import ProbeKind, Topic
from evaluations.forms.councils import AccountField
from evaluations.forms.fields import SeatField, day_field
from evaluations.models import AdvisoryTeam, Finding
from evaluations.queries.advisory import advisers_to_seat
from evaluations.queries.rounds import seats_for, usual_seat
from products.files import ENTRY_PAPER

YES_NO = [("yes", _("có, đáp ứng")), ("no", _("không"))]
# What one request for more may name; a longer list is asked for again. All of it fits into one act of the book.
ROWS = range(1, 9)
LONGEST_ITEM = 400


class FindingsForm(forms.Form):
    """The commune's word on each topic; a topic may stay open."""

    def __init__(self, *args: Any, stands: dict[str, Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in Topic:
            finding = stands.get(topic)
            self.fields[f"holds_{topic}"] = forms.ChoiceField(
                label=topic.label,
                choices=YES_NO,
                widget=forms.RadioSelect,
                required=False,
                initial=None if finding is None else ("yes" if finding.holds else "no"),
            )
            self.fields[f"why_{topic}"] = FreeTextField(
                label=_("Nhận xét: %(topic)s") % {"topic": topic.label.lower()},
                required=False,
                rows=2,
                max_length=500,
                initial="" if finding is None else finding.why,
            )

    def clean(self) -> dict[str, Any]:
        said = {}
        for topic in Topic:
            holds, why = self.cleaned_data.get(f"holds_{topic}"), self.cleaned_data.get(f"why_{topic}", "")
            if bool(holds) != bool(why):
                name = "why" if holds else "holds"
                words = _t("Ghi nhận xét của xã.") if holds else _t("Chọn có hoặc không.")
                self.add_error(f"{name}_{topic}", words)
            elif holds:
                said[topic] = (holds == "yes", why)
        return {"said": said}


class LetterForm(forms.Form):
    """The number and day of a report or letter, with its PDF."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    dated_on = day_field(label=_("Ngày văn bản"), initial=today)
    paper = UploadField(ENTRY_PAPER, label=_("Bản đã ký (PDF)"), required=False)


class AskForm(forms.Form):
    """What is missing, one thing a row; `missing` fills in what the checklist knows of."""

    item_1 = forms.CharField(
        label=_("Mục 1"),
        max_length=LONGEST_ITEM,
        help_text=_("Thiếu gì, sửa gì: mỗi dòng một mục, trả lời riêng từng mục."),
        error_messages={"required": _("Ghi ít nhất một mục còn thiếu.")},
    )
    due_on = day_field(label=_("Bổ sung chậm nhất ngày"), required=False)

    def __init__(self, *args: Any, missing: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in ROWS[1:]:
            label = _t("Mục %(row)s") % {"row": row}
            self.fields[f"item_{row}"] = forms.CharField(label=label, max_length=LONGEST_ITEM, required=False)
        self.initial |= {f"item_{row}": gap for row, gap in zip(ROWS, missing, strict=False)}
        self.order_fields([f"item_{row}" for row in ROWS])

    def clean(self) -> dict[str, Any]:
        items = [self.cleaned_data.get(f"item_{row}", "") for row in ROWS]
        return {"items": [item for item in items if item], "due_on": self.cleaned_data.get("due_on")}


class AnswerForm(forms.Form):
    """What came for one missing thing."""

    answer = FreeTextField(
        label=_("Đã bổ sung gì"), error_messages={"required": _("Ghi đã bổ sung gì, hoặc vì sao không có.")}
    )
    paper = UploadField(ENTRY_PAPER, label=_("Tệp bổ sung (PDF)"), required=False)


class TeamForm(forms.Form):
    """An advisory team that is founded."""

    place = SeatField(label=_("Địa bàn"))
    name = forms.CharField(label=_("Tên tổ"), max_length=200)
    founded_on = day_field(label=_("Thành lập ngày"))
    founded_by = forms.CharField(label=_("Quyết định thành lập"), max_length=200, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = seats_for(user)  # type: ignore[attr-defined]
        self.fields["place"].initial = usual_seat(user)


class AdviserForm(forms.Form):
    """Who is given a seat on a team."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    unit = forms.CharField(label=_("Cơ quan, đơn vị"), max_length=200, required=False)
    account = AccountField(
        label=_("Tài khoản"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Không có: cán bộ ghi thay"),
        help_text=_("Người có tài khoản đọc hồ sơ đang xử lý của địa bàn và ghi báo cáo của tổ."),
    )

    def __init__(self, *args: Any, team: AdvisoryTeam, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = advisers_to_seat(team)  # type: ignore[attr-defined]


class TeamReportForm(forms.Form):
    """What the advisory team says about a dossier."""

    dated_on = day_field(label=_("Ngày báo cáo"), initial=today)
    body = FreeTextField(label=_("Nội dung đánh giá"), rows=8)
    conclusion = FreeTextField(label=_("Kết luận, đề nghị"))
    paper = UploadField(ENTRY_PAPER, label=_("Bản đã ký (PDF)"), required=False)


class ProbeForm(forms.Form):
    """A survey or test that is asked for."""

    kind = forms.ChoiceField(label=_("Việc"), choices=ProbeKind.choices, widget=forms.RadioSelect)
    what = forms.CharField(label=_("Nội dung"), max_length=500)
    of_whom = forms.CharField(label=_("Nơi thực hiện"), max_length=200)
    due_on = day_field(label=_("Cần có kết quả chậm nhất ngày"), required=False)


class ProbeDoneForm(forms.Form):
    """What a survey or test came to."""

    result = FreeTextField(label=_("Kết quả"))
    done_on = day_field(label=_("Ngày có kết quả"), initial=today)
    paper = UploadField(ENTRY_PAPER, label=_("Biên bản hoặc phiếu kết quả (PDF)"), required=False)


class SamplesForm(forms.Form):
    """How many samples came."""

    count = forms.IntegerField(label=_("Số mẫu nhận được"), min_value=0, max_value=999)
    received_on = day_field(label=_("Ngày nhận"), initial=today)
