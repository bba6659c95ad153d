"""What history's verbs about products and their ratings are called on the screen."""

from django.utils.translation import gettext_lazy as _

# Done without an account they are somebody's who reports a label: also the file with a virus that came with it.
OF_PUBLIC = frozenset({"report_label", "refuse_file"})
VERBS = {
    "load_law": _("Nạp quy định và bảng phân loại"),
    "create_product": _("Tạo sản phẩm"),
    "edit_product": _("Sửa thông tin"),
    "transfer_product": _("Chuyển sang chủ thể khác"),
    "merge_products": _("Nhận gộp bản ghi trùng"),
    "merged_into_product": _("Được gộp vào bản ghi khác"),
    "undo_merge": _("Hoàn tác lần gộp"),
    "add_photo": _("Thêm ảnh"),
    "remove_photo": _("Bỏ ảnh"),
    "refuse_file": _("Từ chối tệp có mã độc"),
    "report_label": _("Gửi báo cáo nhãn sai"),
    "status:in_hand": _("Nhận xem xét báo cáo nhãn"),
    "status:done": _("Khép báo cáo nhãn"),
    "attest_rating": _("Ghi nhận kết quả theo nguồn"),
    "add_rating": _("Thêm kết quả vào quyết định"),
    "drop_rating": _("Bỏ kết quả khỏi quyết định"),
    "void_rating": _("Vô hiệu dòng nhập sai"),
    "void_approval": _("Vô hiệu dòng nhập sai"),
    "enter_rightly": _("Nhập lại cho đúng"),
    "correct_rating": _("Đính chính"),
    "revoke_rating": _("Thu hồi"),
    "extend_rating": _("Gia hạn"),
    "end_extension": _("Hết gia hạn"),
    "answer_approval": _("Ghi trả lời của cấp trung ương"),
    "issue_decision": _("Công bố quyết định công nhận"),
    "attest_decision": _("Ghi nhận quyết định theo nguồn"),
    "revoke_ratings": _("Công bố quyết định thu hồi"),
    "annul_decision": _("Công bố quyết định hủy bỏ"),
    "correct_ratings": _("Công bố quyết định đính chính"),
    "void_decision": _("Vô hiệu quyết định nhập sai"),
    "add_to_decision": _("Bổ sung dòng sót vào quyết định"),
}
