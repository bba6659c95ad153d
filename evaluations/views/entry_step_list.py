"""What may be done with a dossier at one level: each step's words, its form and what follows from it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from core.clock import today
from core.forms.reasons import ReasonForm
from core.models import User
from evaluations.actions.asking import ask_for_more, receive_more
from evaluations.actions.council_rounds import second_pass
from evaluations.actions.dossiers import (
    accept_dossier,
    forward_dossier,
    leave_round,
    return_dossier,
    send_down,
    withdraw_dossier,
)
from evaluations.actions.excluding import exclude_dossier, take_back_exclusion
from evaluations.actions.opinions import ask_in_writing, put_on_meeting
from evaluations.actions.postponing import postpone_dossier
from evaluations.actions.recording import draft_below, draft_result, record_result
from evaluations.actions.setting_aside import set_result_aside
from evaluations.forms.intake import AskForm
from evaluations.forms.postponing import PostponeForm
from evaluations.forms.recording import RecordResultForm
from evaluations.forms.setting_aside import AsideForm
from evaluations.models import DecisionDraft, RoundEntry
from evaluations.views.stepping import Step


def _forward(entry: RoundEntry, *, by: User, why: str) -> RoundEntry:
    return forward_dossier(entry, on=today(), by=by, why=why)


def _send_down(entry: RoundEntry, *, by: User, why: str) -> RoundEntry:
    return send_down(entry, on=today(), by=by, why=why)


def _draft(entry: RoundEntry, *, by: User, why: str) -> DecisionDraft:
    return draft_result(entry, by=by)


def _draft_below(entry: RoundEntry, *, by: User, why: str) -> DecisionDraft:
    return draft_below(entry, by=by)


DRAFTED = gettext_lazy("Đã lập dự thảo quyết định cho “%(thing)s”: mở tiếp ở trang Quyết định.")
LEAVES = gettext_lazy("Hồ sơ rời cấp này; không lấy lại được.")
# In the order of the work.
STEPS: dict[str, Step] = {
    "chap-nhan": Step(
        gettext_lazy("Xác nhận đủ điều kiện"), accept_dossier, gettext_lazy("“%(thing)s” đủ điều kiện.")
    ),
    "nhan-lai": Step(gettext_lazy("Đã nhận bổ sung"), receive_more, gettext_lazy("Đã nhận bổ sung “%(thing)s”.")),
    "ket-qua": Step(
        gettext_lazy("Ghi kết quả của cấp này"),
        record_result,
        gettext_lazy("Đã ghi kết quả của “%(thing)s”."),
        form=RecordResultForm,
        consequences=(
            gettext_lazy("Số sao theo khung điểm và yêu cầu tối thiểu chưa đạt; bị loại thì không công nhận."),
            gettext_lazy("Gõ nhầm thì bỏ kết quả rồi ghi lại, trước khi lập dự thảo; bản ghi nhầm vẫn được giữ."),
        ),
    ),
    "du-thao": Step(
        gettext_lazy("Lập quyết định"),
        _draft,
        DRAFTED,
    ),
    "cong-nhan": Step(
        gettext_lazy("Công nhận theo kết quả này"),
        _draft_below,
        DRAFTED,
        consequences=(gettext_lazy("Cấp dưới quyết định theo kết quả đã ghi, không chấm lại."),),
    ),
    "chuyen-len": Step(
        gettext_lazy("Chuyển cấp trên"),
        _forward,
        gettext_lazy("Đã chuyển “%(thing)s” lên cấp trên, nhận hôm nay."),
        consequences=(LEAVES,),
    ),
    "tra-xuong": Step(
        gettext_lazy("Trả về cấp dưới"),
        _send_down,
        gettext_lazy("Đã trả “%(thing)s” về cấp dưới, nhận hôm nay."),
        consequences=(LEAVES,),
    ),
    "khong-dung": Step(
        gettext_lazy("Không dùng kết quả này"),
        set_result_aside,
        gettext_lazy("Kết quả của “%(thing)s” không dùng nữa."),
        form=AsideForm,
        consequences=(
            gettext_lazy("Kết quả rời bảng chờ quyết định; bản đã chốt giữ nguyên và vẫn đọc được."),
            gettext_lazy(
                "Chọn đánh giá lại thì hồ sơ thành lượt mới ở cấp này; trả lại hoặc rút thì hồ sơ dừng ở đây."
            ),
        ),
        danger=True,
    ),
    "luot-hai": Step(
        gettext_lazy("Chấm lượt tiếp theo"),
        second_pass,
        gettext_lazy("“%(thing)s”: các thành viên chấm lại."),
        form=ReasonForm,
        consequences=(
            gettext_lazy("Mỗi thành viên có phiếu mới, bắt đầu từ điểm đã chấm; phiếu của lượt này giữ nguyên."),
        ),
    ),
    "loai-ho-so": Step(
        gettext_lazy("Loại hồ sơ"),
        exclude_dossier,
        gettext_lazy("Đã ghi: hội đồng loại “%(thing)s”."),
        form=ReasonForm,
        consequences=(
            gettext_lazy("Chỉ loại khi gặp căn cứ loại ghi trên phiếu chấm; lý do ghi rõ căn cứ nào, thấy ở đâu."),
            gettext_lazy("Kết quả là không công nhận, dù điểm bao nhiêu; lý do vào kết quả và biên bản."),
            gettext_lazy("Trước khi chốt điểm thì thôi loại được, có ghi lý do."),
        ),
        danger=True,
    ),
    "thoi-loai": Step(
        gettext_lazy("Thôi loại hồ sơ"),
        take_back_exclusion,
        gettext_lazy("“%(thing)s” lại tính theo điểm và phương án thống nhất."),
        form=ReasonForm,
    ),
    "van-ban": Step(
        gettext_lazy("Lấy ý kiến bằng văn bản"),
        ask_in_writing,
        gettext_lazy("“%(thing)s”: các thành viên cho ý kiến bằng phiếu đã ký, không họp."),
    ),
    "ra-hop": Step(
        gettext_lazy("Đưa ra phiên họp"),
        put_on_meeting,
        gettext_lazy("“%(thing)s” đã đưa ra phiên họp."),
        form=ReasonForm,
        consequences=(
            gettext_lazy("Hội đồng họp về hồ sơ này: phải đủ người có mặt, mọi thành viên được chấm đều ký."),
            gettext_lazy("Phiếu đã ký vẫn giữ nguyên; điểm chênh quá mức thì chấm lượt tiếp theo."),
        ),
    ),
    "hoan": Step(
        gettext_lazy("Hoãn hồ sơ"),
        postpone_dossier,
        gettext_lazy("Đã hoãn “%(thing)s”: hồ sơ chờ một đợt sau."),
        form=PostponeForm,
        consequences=(
            gettext_lazy(
                "Dùng khi hội đồng của đợt này không xét được: thiếu người chủ trì, thành viên có liên quan, "
                "cần thêm căn cứ."
            ),
            gettext_lazy("Phiếu đã chấm không tính nữa; các hồ sơ khác của đợt vẫn chấm và chốt điểm."),
            gettext_lazy("Hồ sơ thành lượt mới ở cấp này, đưa vào một đợt sau; lý do vào diễn biến và biên bản."),
        ),
        danger=True,
    ),
    "roi-dot": Step(gettext_lazy("Đưa ra khỏi đợt"), leave_round, gettext_lazy("Đã đưa “%(thing)s” ra khỏi đợt.")),
    "bo-sung": Step(
        gettext_lazy("Yêu cầu bổ sung"),
        ask_for_more,
        gettext_lazy("Đã yêu cầu bổ sung “%(thing)s”."),
        form=AskForm,
        consequences=(
            gettext_lazy("Hồ sơ chờ bổ sung; ngày đủ hồ sơ tính lại khi nhận đủ."),
            gettext_lazy("Mỗi mục được trả lời riêng; trả lời hết các mục thì nhận lại hồ sơ."),
        ),
    ),
    "tra-lai": Step(
        gettext_lazy("Trả lại chủ thể"),
        return_dossier,
        gettext_lazy("Đã trả lại “%(thing)s”."),
        form=ReasonForm,
        consequences=(gettext_lazy("Hồ sơ dừng ở đây; muốn đánh giá thì nộp hồ sơ mới."),),
        danger=True,
    ),
    "rut": Step(
        gettext_lazy("Chủ thể rút hồ sơ"),
        withdraw_dossier,
        gettext_lazy("Đã ghi việc rút “%(thing)s”."),
        form=ReasonForm,
        consequences=(gettext_lazy("Hồ sơ dừng ở đây; muốn đánh giá thì nộp hồ sơ mới."),),
        danger=True,
    ),
}
