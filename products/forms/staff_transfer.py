"""Forms of passing on: a product to another producer, a producer's products to its successor."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.clock import today
from core.forms.days import DayField
from core.forms.texts import FreeTextField
from producers.forms.pick import ProducerPick


class PassOnForm(ProducerPick):
    """To whom, from which day, why."""

    on = DayField(label=_("Từ ngày"), error_messages={"required": _("Cần ngày có hiệu lực.")})
    why = FreeTextField(label=_("Lý do, căn cứ"), error_messages={"required": _("Cần nêu lý do.")})

    def __init__(self, *args: Any, taker_label: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today()}
        super().__init__(*args, **kwargs)
        self.fields["typed"].label = taker_label
