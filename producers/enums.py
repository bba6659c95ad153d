"""Legal forms of producers and the classes that reports count them in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalForm(models.TextChoices):
    """The legal form of a producer (26/2026 art. 2.3)."""

    LLC_ONE = "llc_one", _("Công ty TNHH một thành viên")
    LLC_MULTI = "llc_multi", _("Công ty TNHH hai thành viên trở lên")
    JOINT_STOCK = "joint_stock", _("Công ty cổ phần")
    PARTNERSHIP = "partnership", _("Công ty hợp danh")
    COMPANY = "company", _("Công ty (chưa rõ loại)")
    PRIVATE_ENTERPRISE = "private_enterprise", _("Doanh nghiệp tư nhân")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    COOPERATIVE_UNION = "cooperative_union", _("Liên hiệp hợp tác xã")
    COOPERATIVE_GROUP = "cooperative_group", _("Tổ hợp tác")
    HOUSEHOLD_BUSINESS = "household_business", _("Hộ kinh doanh")
    HOUSEHOLD = "household", _("Hộ sản xuất, hộ gia đình")
    FARM = "farm", _("Trang trại")
    ASSOCIATION = "association", _("Hội, hiệp hội")
    OPERATING_CENTRE = "operating_centre", _("Trung tâm điều hành du lịch")
    UNKNOWN = "unknown", _("Chưa rõ loại hình")


class ReportingClass(models.TextChoices):
    """The class that figures count a producer in; the keys are part of public addresses."""

    COMPANY = "company", _("Công ty")
    PRIVATE_ENTERPRISE = "private_enterprise", _("Doanh nghiệp tư nhân")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    COOPERATIVE_GROUP = "cooperative_group", _("Tổ hợp tác")
    HOUSEHOLD_BUSINESS = "household_business", _("Hộ kinh doanh")
    OTHER = "other", _("Loại hình khác")
    UNKNOWN = "unknown", _("Chưa rõ")


class Sex(models.TextChoices):
    """The sex of a representative as the form states it."""

    FEMALE = "female", _("Nữ")
    MALE = "male", _("Nam")
    UNKNOWN = "unknown", _("Chưa rõ")


class Contact(models.TextChoices):
    """What a producer may let the public see, by the column that keeps it."""

    PHONE = "phone", _("Điện thoại")
    EMAIL = "email", _("Thư điện tử")
    WEBSITE = "website", _("Trang web")
    ADDRESS = "address", _("Địa chỉ chi tiết (chỉ hiện của công ty, hợp tác xã)")


class Disability(models.TextChoices):
    """Whether a representative has a disability, as far as it was stated."""

    YES = "yes", _("Có")
    NO = "no", _("Không")
    UNKNOWN = "unknown", _("Chưa rõ")


class LegalBasis(models.TextChoices):
    """Why data about a person may be kept (law 91/2025/QH15)."""

    CONSENT = "consent", _("người đó đồng ý")
    LAW = "law", _("hồ sơ theo quy định")
