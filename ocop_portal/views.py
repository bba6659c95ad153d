"""The home page and the addresses for operations."""

from django.http import HttpRequest, HttpResponse


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


healthz = readyz = robots = sitemap = home
