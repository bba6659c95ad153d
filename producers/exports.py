"""Producers' people as a file."""

from __future__ import annotations

from collections.abc import Iterable

from django.http.response import HttpResponseBase

from core.exports import csv_response
from producers.models import RepresentativeProfile


def csv_of_representatives(profiles: Iterable[RepresentativeProfile]) -> HttpResponseBase:
    """Representatives with their producers; the reading was written down before."""
    head = ["producer", "place", "full_name", "since", "sex", "ethnicity", "disability", "residence", "basis"]
    return csv_response(
        "nguoi-dai-dien",
        head,
        (
            (
                profile.producer.name,
                profile.producer.place,
                profile.full_name,
                profile.since,
                profile.sex,
                profile.get_ethnicity_display(),
                profile.disability,
                profile.residence,
                profile.basis,
            )
            for profile in profiles
        ),
    )
