"""Words of the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LevelMode(models.TextChoices):
    """What a level does with a dossier."""

    SCREEN = "screen", _("thẩm tra hồ sơ")
    SCORE = "score", _("hội đồng chấm điểm")
    RECORDED = "recorded", _("ghi lại kết quả của cấp khác")


class DeadlineKey(models.TextChoices):
    """What the law gives a number of days for."""

    SCREENING = "screening", _("xã đánh giá hồ sơ")
    FILE_EARLIEST = "file_earliest", _("nộp hồ sơ đánh giá lại sớm nhất trước khi hết hạn")
    FILE_LATEST = "file_latest", _("nộp hồ sơ đánh giá lại muộn nhất trước khi hết hạn")
    RE_RATING = "re_rating", _("đánh giá lại từ khi đủ hồ sơ")
    EXTENSION = "extension", _("kéo dài hiệu lực nhiều nhất")
    REVOCATION = "revocation", _("thu hồi từ khi có kết luận")
    NOTICE = "notice", _("thông báo trước khi hết hạn")
    TRANSITION_FIRST = "transition_first", _("hồ sơ cũ, lần đầu hoặc nâng hạng")
    TRANSITION_AGAIN = "transition_again", _("hồ sơ cũ, đánh giá lại")


class DayUnit(models.TextChoices):
    """How days are counted."""

    CALENDAR = "calendar", _("ngày")
    WORKING = "working", _("ngày làm việc")


class MapKind(models.TextChoices):
    """How a category of one scheme stands to one of another."""

    EXACT = "exact", _("trùng khớp")
    BROADER = "broader", _("rộng hơn")
    NONE = "none", _("không có tương ứng")


class CategoryBasis(models.TextChoices):
    """How the category of a product is known."""

    STATED = "stated", _("theo nguồn")
    INFERRED = "inferred", _("tạm xếp theo tên")
    ASSESSED = "assessed", _("theo hồ sơ đánh giá")


class DecisionKind(models.TextChoices):
    """What a signed paper does."""

    RECOGNISE = "recognise", _("công nhận")
    APPROVE_SCORE = "approve_score", _("phê duyệt điểm")
    REVOKE = "revoke", _("thu hồi")
    ANNUL = "annul", _("hủy bỏ quyết định")
    CORRECT = "correct", _("đính chính")


class Precision(models.TextChoices):
    """How exactly a day is known."""

    DAY = "day", _("ngày")
    MONTH = "month", _("tháng")
    YEAR = "year", _("năm")
    UNKNOWN = "unknown", _("không rõ")


class StartBasis(models.TextChoices):
    """Why a rating counts from its first day."""

    DECISION = "decision", _("theo ngày quyết định")
    HANDED_OVER = "handed_over", _("theo ngày trao giấy chứng nhận")
    ATTESTED = "attested", _("theo nguồn, không rõ ngày")


class RatingKind(models.TextChoices):
    """What a product came for."""

    FIRST = "first", _("lần đầu")
    UPGRADE = "upgrade", _("nâng hạng")
    RE_RATING = "re_rating", _("đánh giá lại")


class EndReason(models.TextChoices):
    """Why a rating ended before its time."""

    SUPERSEDED = "superseded", _("đã được thay bằng kết quả mới")
    REVOKED = "revoked", _("bị thu hồi")
    ANNULLED = "annulled", _("quyết định bị hủy bỏ")
    RESULT = "result", _("hết gia hạn khi có kết quả đánh giá lại")


class Answer(models.TextChoices):
    """What became of an approved score."""

    RECOGNISED = "recognised", _("được công nhận 5 sao")
    BELOW = "below", _("cấp trung ương không công nhận 5 sao")
    WITHDRAWN = "withdrawn", _("rút, không đề nghị nữa")
    ANNULLED = "annulled", _("quyết định phê duyệt bị hủy bỏ")


class RatingStatus(models.TextChoices):
    """What dates tell about a rating on a day; never stored (the keys are part of public addresses)."""

    VALID = "valid", _("còn hiệu lực")
    EXPIRING = "expiring", _("sắp hết hạn")
    EXTENDED = "extended", _("được gia hạn")
    EXPIRED = "expired", _("hết hạn")
    REVOKED = "revoked", _("đã thu hồi")
    SUPERSEDED = "superseded", _("đã thay thế")


class Behind(models.TextChoices):
    """What stands behind a code that somebody checked."""

    RATING = "rating", _("hạng sao")
    APPROVAL = "approval", _("điểm được phê duyệt")
    VOIDED = "voided", _("dòng ghi nhầm")
    NOTHING = "nothing", _("không có gì")


class Counting(models.TextChoices):
    """How products approved for five stars are counted."""

    BESIDE = "beside", _("tiềm năng 5 sao đếm riêng")
    INSIDE = "inside", _("tiềm năng 5 sao tính vào hạng đang có")
    CERTIFIED = "certified", _("chỉ hạng sao đang có hiệu lực")


class Rank(models.TextChoices):
    """The rank that figures and the catalogue show; `tiem-nang` is the public key of potential five."""

    THREE = "3", _("3 sao")
    FOUR = "4", _("4 sao")
    FIVE = "5", _("5 sao")
    POTENTIAL = "tiem-nang", _("Tiềm năng 5 sao")


class ListingEvent(models.TextChoices):
    """What a source attests without an act that the register could enter."""

    LISTED = "listed", _("có tên trong danh sách")
    RECOGNISED = "recognised", _("được công nhận, nguồn không nêu hạng sao")
    RE_RECOGNISED = "re-recognised", _("được công nhận lại, nguồn không nêu hạng sao")
    UPGRADED = "upgraded", _("được nâng hạng, nguồn không nêu ngày")


class ReportStatus(models.TextChoices):
    """Where a report about a label stands."""

    NEW = "new", _("mới")
    IN_HAND = "in_hand", _("đang xem xét")
    DONE = "done", _("đã khép")


class ReportOutcome(models.TextChoices):
    """What a report about a label came to."""

    FALSE_LABEL = "false_label", _("nhãn sai, đã xử lý")
    PASSED_ON = "passed_on", _("đã chuyển cơ quan khác xử lý")
    RIGHT_LABEL = "right_label", _("nhãn đúng")
    TOO_LITTLE = "too_little", _("không đủ thông tin")
    MISUSE = "misuse", _("báo cáo không nghiêm túc")


class OutletKind(models.TextChoices):
    """How a product reaches those who buy it."""

    SHOP = "shop", _("liên kết mua hàng")
    DISPLAY = "display", _("điểm trưng bày, giới thiệu và bán")
    MARKET = "market", _("thị trường xuất khẩu")


class ProofKind(models.TextChoices):
    """What vouches for the quality of a product."""

    VIETGAP = "vietgap", _("VietGAP")
    GLOBALGAP = "globalgap", _("GLOBALG.A.P.")
    ORGANIC = "organic", _("Chứng nhận hữu cơ")
    HACCP = "haccp", _("HACCP")
    ISO_22000 = "iso_22000", _("ISO 22000")
    FOOD_SAFETY = "food_safety", _("Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm")
    SELF_DECLARATION = "self_declaration", _("Bản tự công bố sản phẩm")
    TRADE_MARK = "trade_mark", _("Giấy chứng nhận đăng ký nhãn hiệu")
    GEOGRAPHICAL_INDICATION = "geographical_indication", _("Chỉ dẫn địa lý")
    OTHER = "other", _("Chứng nhận khác")
