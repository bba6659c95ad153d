"""States of the process."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundWay(models.TextChoices):
    """How a round comes to its results."""

    PAPER = "paper", _("nhập kết quả từ giấy")
    COUNCIL = "council", _("hội đồng chấm trên cổng")


class RoundStatus(models.TextChoices):
    """Where a round stands: open or closed where results are typed from paper, else the way of a council's round."""

    OPEN = "open", _("đang mở")
    CLOSED = "closed", _("đã khép")
    PLANNED = "planned", _("theo kế hoạch")
    RECEIVING = "receiving", _("đang nhận hồ sơ")
    SCORING = "scoring", _("đang chấm điểm")
    CONCLUDED = "concluded", _("đã chốt điểm")
    DECIDED = "decided", _("đã xong")
    CANCELLED = "cancelled", _("đã hủy")


class EntryStatus(models.TextChoices):
    """Where one attempt of a dossier at one level stands."""

    RECEIVED = "received", _("đã nhận")
    INCOMPLETE = "incomplete", _("chờ bổ sung")
    ACCEPTED = "accepted", _("đủ điều kiện")
    SCORING = "scoring", _("đang chấm")
    SCORED = "scored", _("đã có kết quả")
    FORWARDED = "forwarded", _("đã chuyển cấp trên")
    DECIDED = "decided", _("đã có quyết định")
    RETURNED = "returned", _("đã trả lại")
    WITHDRAWN = "withdrawn", _("đã rút")
    UNUSED = "unused", _("lượt không dùng")


PUT_OFF = _("hoãn sang đợt sau")  # the state of an attempt that is not used and came to no result


class Aside(models.TextChoices):
    """What becomes of a dossier whose result is not decided on."""

    AGAIN = "again", _("đánh giá lại, ghi lại ở cấp này")
    RETURNED = "returned", _("trả lại chủ thể")
    WITHDRAWN = "withdrawn", _("chủ thể rút hồ sơ")


class DossierStatus(models.TextChoices):
    """Where a dossier as a whole stands."""

    FILED = "filed", _("đang xử lý")
    DECIDED = "decided", _("đã có quyết định")
    RETURNED = "returned", _("đã trả lại")
    WITHDRAWN = "withdrawn", _("đã rút")


class SheetStatus(models.TextChoices):
    """Where a score sheet stands."""

    OPEN = "open", _("đang chấm")
    SIGNED = "signed", _("đã ký")
    REPLACED = "replaced", _("đã mở lại")
    SET_ASIDE = "set_aside", _("không tính")


class MemberRole(models.TextChoices):
    """What somebody is on a council."""

    CHAIR = "chair", _("chủ tịch hội đồng")
    DEPUTY = "deputy", _("phó chủ tịch")
    SECRETARY = "secretary", _("thư ký")
    MEMBER = "member", _("thành viên")


class Reveal(models.TextChoices):
    """From when on members see each other's points."""

    OWN_SIGNED = "own", _("chính mình đã ký")
    ALL_SIGNED = "all", _("mọi thành viên đã ký")


class Tie(models.TextChoices):
    """What a member and a producer have in common; it decides nothing."""

    NAME = "name", _("trùng họ tên trong tên chủ thể")
    UNIT = "unit", _("cơ quan, đơn vị trùng tên chủ thể")
    EMAIL = "email", _("trùng thư điện tử với chủ thể")
    PHONE = "phone", _("trùng điện thoại với chủ thể")
    ADDRESS = "address", _("trùng địa chỉ với chủ thể")
    TAX_CODE = "tax_code", _("trùng mã số thuế với chủ thể")
    REPRESENTATIVE = "representative", _("trùng họ tên với người đại diện")


class DraftStatus(models.TextChoices):
    """Where a draft of a decision stands."""

    DRAFT = "draft", _("đang soạn")
    PUBLISHED = "published", _("đã công bố")
    DISCARDED = "discarded", _("đã bỏ")


class Outcome(models.TextChoices):
    """What a result of the grid leads to."""

    THREE = "3", _("3 sao")
    FOUR = "4", _("4 sao")
    FIVE = "5", _("5 sao")
    POTENTIAL = "tiem-nang", _("tiềm năng 5 sao")
    NONE = "none", _("không công nhận")


class Topic(models.TextChoices):
    """What a commune finds out about a dossier (26/2026 art. 7.2a, App. III form 03)."""

    MATERIAL = "material", _("Nguyên liệu địa phương, nguồn gốc sản phẩm")
    LABOUR = "labour", _("Lao động địa phương")
    IDEA = "idea", _("Nguồn gốc ý tưởng sản phẩm")
    IDENTITY = "identity", _("Bản sắc, trí tuệ địa phương")


class ReportKind(models.TextChoices):
    """What a report or letter about a dossier is."""

    SCREENING = "screening", _("báo cáo đánh giá của xã")
    TEAM = "team", _("báo cáo của tổ tư vấn")
    NOTICE = "notice", _("thông báo kết quả")


class ProbeKind(models.TextChoices):
    """What is looked into outside the papers of a dossier."""

    SURVEY = "survey", _("khảo sát thực tế")
    TEST = "test", _("kiểm nghiệm")


class Wording(models.TextChoices):
    """Whose words a score sheet prints."""

    SHORT = "short", _("nhãn rút gọn")
    OFFICIAL = "official", _("lời văn của văn bản")


class Need(models.TextChoices):
    """How far a dossier needs what its checklist names."""

    ALWAYS = "always", _("bắt buộc")
    STAR = "star", _("cần cho hạng sao")
    HELPFUL = "helpful", _("nếu có")


class ItemState(models.TextChoices):
    """Where a line of a dossier's checklist stands on a day."""

    DONE = "done", _("đã có")
    SOON = "soon", _("sắp hết hạn")
    LAPSED = "lapsed", _("đã hết hạn")
    MISSING = "missing", _("còn thiếu")
    OPEN = "open", _("chưa có")


PAPER_STATUSES = (RoundStatus.OPEN, RoundStatus.CLOSED)
ENDED_ENTRIES = frozenset(
    {
        EntryStatus.FORWARDED,
        EntryStatus.DECIDED,
        EntryStatus.RETURNED,
        EntryStatus.WITHDRAWN,
        EntryStatus.UNUSED,
    }
)
ON_THE_WAY = frozenset({EntryStatus.RECEIVED, EntryStatus.INCOMPLETE, EntryStatus.ACCEPTED, EntryStatus.SCORING})
# Until scoring begins a dossier takes papers; what has been marked is marked on the papers as they were.
TAKES_PAPERS = frozenset({EntryStatus.RECEIVED, EntryStatus.INCOMPLETE, EntryStatus.ACCEPTED})
# Their seats may have changed since: who signed counts. What was returned before scoring has no sheet.
SCORED_ENTRIES = frozenset(
    {
        EntryStatus.SCORED,
        EntryStatus.DECIDED,
        EntryStatus.FORWARDED,
        EntryStatus.RETURNED,
        EntryStatus.UNUSED,
    }
)
SHEETS_THAT_COUNT = frozenset({SheetStatus.OPEN, SheetStatus.SIGNED})
# A council's rounds: members speak and mark, they are still to be concluded, their results are still to be decided.
OPEN_TO_MEMBERS = frozenset({RoundStatus.RECEIVING, RoundStatus.SCORING})
ROUNDS_TO_CONCLUDE = OPEN_TO_MEMBERS | {RoundStatus.PLANNED}
ROUNDS_ON_THE_WAY = ROUNDS_TO_CONCLUDE | {RoundStatus.CONCLUDED}
CONCLUDED_ROUNDS = frozenset({RoundStatus.CONCLUDED, RoundStatus.DECIDED})
OPEN_TO_ENTRY = frozenset({RoundStatus.OPEN})
OPEN_TO_EDIT = frozenset({DraftStatus.DRAFT})
