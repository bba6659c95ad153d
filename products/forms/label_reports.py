"""Forms of reports about labels: the public's and the staff's."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.files import UploadField
from core.forms.reasons import WhyField
from core.forms.texts import FreeTextField
from core.rules.lengths import LONGEST_LINE
from products.enums import ReportOutcome
from products.files import LABEL_PHOTO

# The words that stand beside the box are those that are kept with a contact.
CONSENT = _(
    "Tôi đồng ý để cơ quan quản lý OCOP dùng liên hệ này để hỏi lại về báo cáo; "
    "liên hệ được xóa khi tôi yêu cầu, hoặc sau khi báo cáo khép lại theo thời hạn lưu giữ."
)


class LabelReportForm(forms.Form):
    """What somebody saw on a label; whether it is enough is said by the action."""

    code = forms.CharField(
        label=_("Mã trên nhãn"), max_length=40, required=False, help_text=_("Để trống nếu nhãn không có mã.")
    )
    seen = FreeTextField(
        label=_("Bạn thấy gì"),
        help_text=_("Ví dụ: nhãn ghi 4 sao nhưng tra mã ra sản phẩm khác; dấu sao in mà không có mã."),
        error_messages={"required": _("Hãy ghi điều bạn thấy trên nhãn.")},
    )
    where = forms.CharField(
        label=_("Thấy ở đâu"),
        max_length=LONGEST_LINE,
        help_text=_("Tên chợ, cửa hàng và địa chỉ, hoặc liên kết đến trang bán hàng."),
        error_messages={"required": _("Hãy ghi nơi bạn thấy nhãn: chợ, cửa hàng hoặc liên kết.")},
    )
    photo = UploadField(
        LABEL_PHOTO, label=_("Ảnh nhãn"), required=False, note=_("Thông tin vị trí trong ảnh được bỏ đi.")
    )
    contact = forms.CharField(
        label=_("Liên hệ của bạn"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("Điện thoại hoặc thư điện tử, chỉ khi bạn muốn được hỏi lại. Không bao giờ được công khai."),
    )
    has_consent = forms.BooleanField(label=CONSENT, required=False)


class CloseReportForm(forms.Form):
    """What a report came to."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=ReportOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn kết quả.")},
    )
    why = WhyField()
