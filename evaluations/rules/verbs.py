"""What history's verbs about rounds, results, drafts and decisions are called on the screen."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "open_round": _("Mở đợt"),
    "enter_result": _("Nhập kết quả"),
    "save_result": _("Sửa kết quả đã nhập"),
    "remove_result": _("Bỏ kết quả khỏi bảng"),
    "start_draft": _("Lập dự thảo quyết định"),
    "write_draft": _("Ghi dự thảo quyết định"),
    "attach_paper": _("Gắn bản quét"),
    "choose_rows": _("Chọn dòng cho dự thảo"),
    "annul_with": _("Ghi quyết định bị hủy bỏ"),
    "lay_wording": _("Đặt lời văn chính thức lên phiếu chấm"),
    "status:open": _("Mở lại đợt"),
    "status:closed": _("Khép đợt"),
    "status:draft": _("Lấy lại dự thảo"),
    "status:published": _("Công bố dự thảo"),
    "status:discarded": _("Bỏ dự thảo"),
}
