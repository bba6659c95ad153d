"""Addresses that go wrong on purpose, beside those of the portal."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path

from ocop_portal.urls import *  # noqa: F403
from ocop_portal.urls import urlpatterns as portal


def twice(request):
    """Insert the same person twice: PostgreSQL repeats the row in its DETAIL."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE person (phone text UNIQUE, identity text) ON COMMIT DROP")
        for _time in (1, 2):
            cursor.execute("INSERT INTO person VALUES (%s, %s)", [request.POST["phone"], request.POST["identity"]])
    return HttpResponse()


def crash(request):
    """Fail with the sent values in the message and in a local variable."""
    secret = request.POST["phone"]
    raise ValueError(f"{secret} of {request.user} at {request.META['REMOTE_ADDR']}")


def chained(request):
    """Fail while another failure was handled."""
    try:
        int(request.GET["q"])
    except ValueError as error:
        raise RuntimeError(f"not a number: {request.GET['q']}") from error


def denied(request):
    """Refused in words."""
    raise PermissionDenied("Đợt này thuộc địa bàn khác.")


def suspicious(request):
    """Refused as an attack."""
    raise SuspiciousOperation(f"strange {request.GET['q']}")


def too_large(request):
    """Refused for its size."""
    raise RequestDataTooBig("too large")


urlpatterns = [
    path("hai-lan/", twice, name="twice"),
    path("vo/", crash, name="crash"),
    path("chuoi/", chained, name="chained"),
    path("cam/", denied, name="denied"),
    path("la/", suspicious, name="suspicious"),
    path("lon/", too_large, name="too-large"),
    *portal,
]
