"""Error pages that need neither session nor database."""

from django.http import HttpRequest, HttpResponse
from django.template import loader


def _page(template: str, status: int, **context: object) -> HttpResponse:
    # Rendered without the request: no context processor runs, so a dead database cannot break the page.
    return HttpResponse(loader.get_template(template).render(context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or the form could not be read."""
    return _page("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason in words, when the door gave one."""
    return _page("403.html", 403, reason=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _page("404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page("500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its protection token: say what to do."""
    return _page("403_csrf.html", 403)
