"""Forms of a council's round: the plan, the day on which dossiers are sent to members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.texts import FreeTextField
from core.models import User
from evaluations.enums import MemberRole, RoundStatus
from evaluations.forms.fields import LevelField, SeatField, day_field
from evaluations.models import Council, CouncilMember, Round
from evaluations.permissions.round_plans import WHILE_SCORING
from evaluations.queries.entries import window_of
from evaluations.queries.rounds import next_ordinal, scoring_levels, seats_for, usual_level, usual_seat


class RoundEditForm(forms.Form):
    """What of a round's plan can be mended; while it is scored only the day of the meeting and the note."""

    council = forms.ModelChoiceField(
        label=_("Hội đồng"),
        queryset=Council.objects.none(),
        empty_label=_("Chọn hội đồng"),
        error_messages={"required": _("Chọn hội đồng của đợt.")},
    )
    ordinal = forms.IntegerField(
        label=_("Đợt"),
        min_value=1,
        max_value=99,
        help_text=_("Hạn nhận hồ sơ và hạn xong lấy theo đợt này của quy định, nếu quy định có."),
    )
    opened_on = day_field(label=_("Ngày mở đợt"))
    files_before = day_field(
        label=_("Nhận hồ sơ trước ngày"),
        required=False,
        help_text=_("Chỉ ghi khi quy định không định ngày cho đợt này."),
    )
    ends_before = day_field(label=_("Xong trước ngày"), required=False)
    meets_on = day_field(label=_("Ngày họp dự kiến"), required=False)
    note = FreeTextField(label=_("Ghi chú"), required=False, rows=2)

    def __init__(self, *args: Any, user: User, found: Round | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils = Council.objects.visible_to(user).select_related("place")
        self.fields["council"].queryset = councils  # type: ignore[attr-defined]
        if found is not None:
            self._stand_at(found)

    def _stand_at(self, found: Round) -> None:
        """What the plan says by now; days that the law says itself are not typed."""
        is_planned_by_law = window_of(found.level, found.year, found.ordinal) is not None
        for name, field in self.fields.items():
            is_said = is_planned_by_law and name in ("files_before", "ends_before")
            field.initial = None if is_said else getattr(found, name)
            field.disabled = found.status == RoundStatus.SCORING and name not in WHILE_SCORING


class RoundPlanForm(RoundEditForm):
    """Which round of a council is planned."""

    level = LevelField(label=_("Quy định và cấp"))
    place = SeatField(label=_("Địa bàn"))
    year = forms.IntegerField(label=_("Năm đánh giá"), min_value=2018, max_value=2100)

    field_order = ("level", "place", "council", "year", "ordinal")

    def __init__(self, *args: Any, user: User, council: Council | None = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["level"].queryset = scoring_levels()  # type: ignore[attr-defined]
        self.fields["place"].queryset = seats_for(user)  # type: ignore[attr-defined]
        place = council.place if council else usual_seat(user)
        level = usual_level(place)
        given = {"council": council, "place": place, "level": level, "year": today().year, "opened_on": today()}
        given["ordinal"] = next_ordinal(level, place, today().year) if level and place else 1
        for name, value in given.items():
            self.fields[name].initial = value


class DeputyField(forms.ModelChoiceField):
    """A deputy of the council."""

    def label_from_instance(self, obj: CouncilMember) -> str:
        return " · ".join(filter(None, [obj.full_name, obj.unit]))


class DelegationForm(forms.Form):
    """Who leads a meeting in the chair's place."""

    deputy = DeputyField(
        label=_("Phó chủ tịch chủ trì"),
        queryset=CouncilMember.objects.none(),
        empty_label=_("Chọn phó chủ tịch"),
        error_messages={"required": _("Chọn phó chủ tịch được ủy quyền.")},
    )
    paper = forms.CharField(
        label=_("Số văn bản ủy quyền"),
        max_length=100,
        error_messages={"required": _("Ghi số văn bản ủy quyền.")},
    )
    on = day_field(label=_("Ngày ủy quyền"))

    def __init__(self, *args: Any, found: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputies = CouncilMember.objects.filter(council=found.council_id, role=MemberRole.DEPUTY, left_on__isnull=True)
        self.fields["deputy"].queryset = deputies  # type: ignore[attr-defined]
        self.has_deputies = deputies.exists()
        given = {"deputy": found.delegated_to_id, "paper": found.delegation_paper, "on": found.delegated_on or today()}
        for name, value in given.items():
            self.fields[name].initial = value


class SendForm(forms.Form):
    """On which day the members were given the dossiers."""

    on = day_field(label=_("Ngày gửi"), initial=today)
