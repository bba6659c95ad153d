"""What history's verbs about figures and personal data are called on the screen."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "load_published": _("Nạp số liệu đã công bố"),
    "load_tiles": _("Nạp bản đồ ô"),
    "publish_representative_table": _("Công bố bảng người đại diện"),
    "find_person": _("Tìm dữ liệu về một người"),
    "show_personal_data": _("Xem dữ liệu về một người"),
    "receive_data_request": _("Nhận yêu cầu về dữ liệu cá nhân"),
    "answer_data_request": _("Trả lời yêu cầu về dữ liệu cá nhân"),
    "apply_retention": _("Xóa theo thời hạn lưu giữ"),
}
