"""Form of a product's photos."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PhotoForm(forms.Form):
    """One photo with its caption; the file itself is judged by the action."""

    upload = forms.FileField(
        label=_("Ảnh"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
        help_text=_("Ảnh JPEG, PNG, WebP hoặc AVIF. Thông tin vị trí trong ảnh được bỏ đi."),
        error_messages={"required": _("Hãy chọn một tệp ảnh.")},
    )
    caption = forms.CharField(label=_("Chú thích"), max_length=200, required=False)
