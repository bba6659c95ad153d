"""Answers to a few typed letters: products and producers of the territory."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from core.guards import acting_user, staff_page
from core.models import User
from core.parse import parse_key
from core.roles import Act
from evaluations.queries.grid import Home
from evaluations.queries.products import find_producers, find_products
from evaluations.views.grid import product_choices
from evaluations.views.reach import home_at


def asked_home(request: HttpRequest, user: User) -> Home | None:
    """The round or draft that the address names, so that held ratings are looked up on its day."""
    round_pk, draft_pk = (parse_key(request.GET.get(name, "")) for name in ("round", "draft"))
    return home_at(user, round_pk, draft_pk) if (round_pk, draft_pk) != (None, None) else None


@staff_page(Act.SEE_STAFF_PAGES)
def product_find(request: HttpRequest) -> JsonResponse:
    """At most ten products of the territory whose names hold the letters."""
    user = acting_user(request)
    products = list(find_products(user, request.GET.get("q", "")))
    return JsonResponse({"products": product_choices(products, asked_home(request, user))})


@staff_page(Act.SEE_STAFF_PAGES)
def producer_find(request: HttpRequest) -> JsonResponse:
    """At most ten producers of the territory whose names hold the letters."""
    found = find_producers(acting_user(request), request.GET.get("q", ""))
    answers = [
        {
            "id": producer.pk,
            "name": producer.name,
            "about": ", ".join(
                [str(producer.get_legal_form_display()), *([producer.place.name] if producer.place else [])]
            ),
        }
        for producer in found
    ]
    return JsonResponse({"producers": answers})
