"""How browsers and machines search the catalogue: /opensearch.xml."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

KIND = "application/opensearchdescription+xml"
LONGEST_NAME = 16  # the format allows no more


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The search of the catalogue, described for browsers; in the language of the address."""
    absolute, province = request.build_absolute_uri, settings.PORTAL["province"]
    context = {
        "name": f"OCOP {province}".strip()[:LONGEST_NAME].strip(),
        "description": _("Tìm sản phẩm OCOP %(province)s theo tên, chủ thể hoặc địa bàn") % {"province": province},
        "search": absolute(reverse("products:product-list")),
        "self": absolute(request.path),
    }
    return render(request, "portal/opensearch.xml", context, content_type=f"{KIND}; charset=utf-8")
