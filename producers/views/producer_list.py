"""The producers of a territory."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from core.guards import StaffPage, acting_user
from core.models import User
from core.roles import Act
from producers.forms.filters import ProducerFilter
from producers.queries.duplicates import product_counts, visible_producers
from producers.rules.identifiers import shown_identifier
from producers.views.pages import page_of, query_without_page, staff_crumbs


class ProducerList(StaffPage, TemplateView):
    """A table of the producers that the person may see, narrowed by the address."""

    template_name = "producers/producer_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = acting_user(self.request)
        filters = ProducerFilter(user, self.request.GET, queryset=visible_producers(user))
        page = page_of(self.request, filters.qs)
        may_edit = user.may(Act.EDIT_REGISTER)
        held = product_counts(user, page)
        rows = [
            {
                "producer": producer,
                "code": shown_identifier(producer.code, to_editor=may_edit),
                "held": held[producer.pk],
            }
            for producer in page
        ]
        return super().get_context_data(
            heading=_("Chủ thể"),
            help_url=reverse("staff:help", args=["chu-the-san-pham"]),
            crumbs=staff_crumbs((_("Chủ thể"), "")),
            filters=filters,
            page_obj=page,
            rows=rows,
            query=query_without_page(self.request),
            may_edit=may_edit,
            people_links=_people_links(user),
            **kwargs,
        )


def _people_links(user: User) -> list[dict[str, str]]:
    """The pages about people, for those who may open them."""
    links = []
    if user.may(Act.SEE_REPRESENTATIVES):
        links.append({"label": _("Tải người đại diện"), "url": reverse("staff:representative-export")})
    if user.may(Act.HANDLE_PERSONAL_DATA):
        links.append({"label": _("Thống kê người đại diện"), "url": reverse("staff:representative-tables")})
        links.append({"label": _("Dữ liệu cá nhân"), "url": reverse("staff:personal-data")})
    return links
