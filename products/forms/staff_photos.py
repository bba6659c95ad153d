"""Form of a product's photos."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.files import UploadField
from products.files import PHOTO


class PhotoForm(forms.Form):
    """One photo with its caption; the file itself is judged by the action."""

    upload = UploadField(
        PHOTO,
        label=_("Ảnh"),
        note=_("Thông tin vị trí trong ảnh được bỏ đi."),
        error_messages={"required": _("Hãy chọn một tệp ảnh.")},
    )
    caption = forms.CharField(label=_("Chú thích"), max_length=200, required=False)
