"""Roles of staff and the acts that each may do; docs/roles.md shows the same table to people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a signed-in person is to the portal."""

    ADMINISTRATOR = "administrator", _("Quản trị")
    PROVINCE_OFFICER = "province_officer", _("Cán bộ tỉnh")
    LOCAL_OFFICER = "local_officer", _("Cán bộ huyện, xã")
    COUNCIL_SECRETARY = "council_secretary", _("Thư ký hội đồng")
    COUNCIL_MEMBER = "council_member", _("Thành viên hội đồng")
    LEADER = "leader", _("Lãnh đạo")
    AUDITOR = "auditor", _("Kiểm tra, giám sát")


class Act(models.TextChoices):
    """What can be done on the staff side; each name is one right."""

    SEE_STAFF_PAGES = "see_staff_pages", _("xem trang nghiệp vụ")
    EDIT_REGISTER = "edit_register", _("sửa chủ thể, sản phẩm")
    ENTER_RESULTS = "enter_results", _("mở đợt, nhập kết quả")
    RUN_COUNCIL = "run_council", _("lập hội đồng, nhận hồ sơ, điều hành đợt chấm")
    SCORE = "score", _("chấm điểm trong hội đồng của mình")
    ADVISE = "advise", _("ghi việc của tổ tư vấn mình tham gia hoặc điều hành")
    PUBLISH_DECISION = "publish_decision", _("công bố quyết định")
    CORRECT_REGISTER = "correct_register", _("vô hiệu dòng nhập sai, gộp trùng")
    SEE_VOIDED = "see_voided", _("xem dòng đã vô hiệu")
    USE_ADMIN = "use_admin", _("vào trang quản trị")
    MANAGE_ACCOUNTS = "manage_accounts", _("quản lý tài khoản")
    SEE_AUDIT = "see_audit", _("xem nhật ký chung")
    SEE_REPRESENTATIVES = "see_representatives", _("xem, ghi người đại diện")
    HANDLE_PERSONAL_DATA = "handle_personal_data", _("xử lý dữ liệu cá nhân")
    HANDLE_LABEL_REPORTS = "handle_label_reports", _("xem xét báo cáo nhãn sai")


_EVERYONE = frozenset(Role)
_OFFICERS = frozenset({Role.ADMINISTRATOR, Role.PROVINCE_OFFICER, Role.LOCAL_OFFICER})

MAY: dict[Act, frozenset[Role]] = {
    Act.SEE_STAFF_PAGES: _EVERYONE,
    Act.EDIT_REGISTER: _OFFICERS,
    Act.ENTER_RESULTS: _OFFICERS | {Role.COUNCIL_SECRETARY},
    Act.RUN_COUNCIL: _OFFICERS | {Role.COUNCIL_SECRETARY},
    # Whoever sits on a council scores there; without a seat the right opens nothing.
    Act.SCORE: _EVERYONE - {Role.AUDITOR},
    # Whoever sits on an advisory team, and who runs the council: without either the right opens nothing.
    Act.ADVISE: _EVERYONE - {Role.AUDITOR},
    Act.PUBLISH_DECISION: _OFFICERS,
    Act.CORRECT_REGISTER: frozenset({Role.ADMINISTRATOR, Role.PROVINCE_OFFICER}),
    Act.SEE_VOIDED: frozenset({Role.ADMINISTRATOR, Role.PROVINCE_OFFICER, Role.LEADER, Role.AUDITOR}),
    Act.USE_ADMIN: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    Act.MANAGE_ACCOUNTS: frozenset({Role.ADMINISTRATOR}),
    Act.SEE_AUDIT: frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    Act.SEE_REPRESENTATIVES: _OFFICERS,
    Act.HANDLE_PERSONAL_DATA: frozenset({Role.ADMINISTRATOR, Role.PROVINCE_OFFICER}),
    Act.HANDLE_LABEL_REPORTS: _OFFICERS,
}
# These see every territory; everybody else sees the place they are given and what lies in it.
SEES_EVERYWHERE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
