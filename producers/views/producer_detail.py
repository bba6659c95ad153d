"""One producer as the people who keep the register see it."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.access import seen_by
from core.clock import today
from core.guards import StaffPage, acting_user
from core.history import history_of, verb_words
from core.roles import Act
from producers.enums import Contact
from producers.models import Producer
from producers.permissions.producers import why_not_edit_producer
from producers.queries.acts import act_lines
from producers.queries.consent import contacts_unseen
from producers.rules.identifiers import identifier_warning, phone_warning, shown_identifier, shown_phone
from producers.views.pages import staff_crumbs

SHOWN_ACTS = 50


class ProducerDetail(StaffPage, TemplateView):
    """Facts, products, merges and the history of one producer; what lies outside the territory is left out."""

    template_name = "producers/producer_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        rows = Producer.objects.visible_to(user).select_related("place__parent", "succeeded_by", "merged_into")
        producer = get_object_or_404(rows, slug=self.kwargs["slug"])
        may_edit = not why_not_edit_producer(user, producer)
        return super().get_context_data(
            heading=producer.name,
            help_url=reverse("staff:help", args=["chu-the-san-pham"]),
            crumbs=staff_crumbs((_("Chủ thể"), reverse("staff:producer-list")), (producer.name, "")),
            producer=producer,
            facts=_facts(producer, to_editor=user.may(Act.EDIT_REGISTER)),
            warnings=_warnings(producer) if may_edit else [],
            kept=seen_by(user, producer.merged_into),
            heir=seen_by(user, producer.succeeded_by),
            products=producer.products.current().visible_to(user).select_related("place", "category"),
            predecessors=producer.predecessors.visible_to(user).order_by("succeeded_on"),
            merges=producer.merges.filter(gone__in=Producer.objects.visible_to(user)).select_related(
                "gone", "by", "undone_by"
            ),
            may_edit=may_edit,
            may_see_representatives=may_edit and user.may(Act.SEE_REPRESENTATIVES),
            may_merge=user.may(Act.CORRECT_REGISTER) and producer.merged_into is None,
            acts=act_lines(history_of(producer).select_related("subject_type")[:SHOWN_ACTS], verb_words()),
            **kwargs,
        )


def _facts(producer: Producer, *, to_editor: bool) -> list[dict[str, Any]]:
    place = producer.place
    unseen = contacts_unseen(producer, today())

    def seen(contact: Contact) -> str:
        return _("chưa công khai") if contact in unseen else _("đang công khai theo đồng ý")

    rows = [
        (_("Tên gọi khác"), "; ".join(producer.other_names), "", ""),
        (
            _("Loại hình"),
            producer.get_legal_form_display(),
            "",
            _("thống kê vào: %s") % producer.reporting_class.label,
        ),
        (_("Mã số"), shown_identifier(producer.code, to_editor=to_editor), _("Chưa có"), ""),
        (_("Địa bàn"), place and (f"{place}, {place.parent}" if place.parent else str(place)), _("Chưa rõ"), ""),
        (_("Địa chỉ chi tiết"), producer.address, "", seen(Contact.ADDRESS)),
        (_("Điện thoại"), shown_phone(producer.phone), "", seen(Contact.PHONE)),
        (_("Thư điện tử"), producer.email, "", seen(Contact.EMAIL)),
        (_("Trang web"), producer.website, "", seen(Contact.WEBSITE)),
        (_("Nội dung đồng ý"), producer.contact_consent_text, "", _consent(producer)),
        (_("Nguồn"), producer.source_url, "", ""),
        (_("Ghi chú nội bộ"), producer.note, "", ""),
    ]
    return [{"term": term, "value": value, "missing": missing, "note": note} for term, value, missing, note in rows]


def _consent(producer: Producer) -> str:
    if producer.contact_withdrawn_on is not None:
        return _("đã rút đồng ý từ %(day)s") % {"day": date_format(producer.contact_withdrawn_on)}
    if producer.contact_consent_on is not None:
        return _("đồng ý công khai từ %(day)s") % {"day": date_format(producer.contact_consent_on)}
    return _("chưa có đồng ý công khai")


def _warnings(producer: Producer) -> list[str]:
    found = [identifier_warning(producer.code), phone_warning(producer.phone)]
    if {Contact.PHONE, Contact.EMAIL} & contacts_unseen(producer, today()):
        found.append(_("Liên hệ chưa hiện ra ngoài vì chưa ghi đồng ý của chủ thể cho nội dung đang có trong sổ."))
    return [text for text in found if text]
