"""What history's verbs about producers are called on the screen."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "create_producer": _("Tạo chủ thể"),
    "edit_producer": _("Sửa thông tin"),
    "change_legal_form": _("Đổi loại hình"),
    "succeed_producer": _("Có đơn vị kế thừa"),
    "take_over_producer": _("Kế thừa chủ thể khác"),
    "merge_producers": _("Nhận gộp bản ghi trùng"),
    "merged_into_producer": _("Được gộp vào bản ghi khác"),
    "undo_merge": _("Hoàn tác lần gộp"),
    "give_contact_consent": _("Ghi đồng ý công khai liên hệ"),
    "withdraw_contact_consent": _("Rút đồng ý công khai liên hệ"),
    "erase_former_contacts": _("Xóa liên hệ, mã số cũ khỏi lịch sử"),
    "read_representative": _("Xem người đại diện"),
    "find_representative": _("Tìm thấy theo tên người đại diện"),
    "export_representative": _("Tải danh sách người đại diện"),
    "keep_representative": _("Ghi người đại diện"),
    "forget_representative": _("Xóa người đại diện"),
}
