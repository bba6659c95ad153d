"""What the pages of figures share: their addresses, the tabs over them, the citation below, words of ranks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import today
from core.templatetags.formats import number
from products.enums import Counting, Rank
from reports.enums import Units
from reports.filters.figures import AskForm
from reports.queries.figures import Question
from reports.queries.tally import POTENTIAL

Pairs = Mapping[str, str]
# Higher ranks first; in figures potential five bears the key of the contract, in addresses that of the catalogue.
RANKS = {"5": Rank.FIVE, POTENTIAL: Rank.POTENTIAL, "4": Rank.FOUR, "3": Rank.THREE}


def address(name: str, pairs: Pairs) -> str:
    """The address of a page with these keys."""
    query = urlencode({key: value for key, value in pairs.items() if value}, safe=":")
    return f"{reverse(name)}?{query}"


def moment_text(moment: datetime) -> str:
    """A record time as addresses carry it."""
    return timezone.localtime(moment).replace(tzinfo=None).isoformat()


def asked_pairs(mode: Counting, recorded_until: datetime | None) -> dict[str, str]:
    """The keys that every page takes."""
    pairs = {"cach-dem": str(mode)}
    return pairs | ({"ghi-den": moment_text(recorded_until)} if recorded_until else {})


def question_pairs(question: Question, scheme: str = "") -> dict[str, str]:
    """The keys of a question as they were asked; `scheme` names the one that it was answered by."""
    own = {"ngay": question.on.isoformat(), "cap": str(question.level), "bang": scheme or question.scheme}
    return own | asked_pairs(question.potential, question.recorded_until)


def ranks_of(mode: Counting) -> dict[str, Rank]:
    """The ranks that a way of counting knows, higher ones first."""
    return {key: rank for key, rank in RANKS.items() if key != POTENTIAL or mode == Counting.BESIDE}


def tabs(current: str, form: AskForm, on: date) -> list[dict[str, Any]]:
    """The pages of figures; each takes the way of counting and the record time along, and those of a day the day and
    the units that were chosen; the scheme of categories goes to the figures.

    The others begin with today: were the day handed on to what lies before it, links would lead back without an end.
    """
    pairs = asked_pairs(form.counting, form.recorded_until)
    of_the_day = {"ngay": on.isoformat(), "cap": form.word("cap")} | pairs
    pages = [
        ("reports:figures", of_the_day | {"bang": form.word("bang")}, _("Một ngày")),
        ("reports:place-map", of_the_day, _("Bản đồ")),
        ("reports:series", pairs, _("Theo thời gian")),
        ("reports:changes", pairs, _("Thay đổi")),
    ]
    return [{"label": label, "url": address(name, keys), "current": name == current} for name, keys, label in pages]


def citation(request: HttpRequest, pairs: Pairs, said: str, mode: Counting, known: datetime) -> dict[str, str]:
    """The address with both times, and a sentence to cite; what is said of the record time is always there."""
    query = urlencode({**pairs, "cach-dem": str(mode), "ghi-den": moment_text(known)}, safe=":")
    url = request.build_absolute_uri(f"{request.path}?{query}")
    facts = {
        "said": said,
        "mode": mode.label,
        "moment": date_format(timezone.localtime(known), "H:i:s d/m/Y"),
        "site": " ".join([_("Cổng sản phẩm OCOP"), settings.PORTAL["province"]]),
        "url": url,
    }
    sentence = _("%(said)s; %(mode)s; theo sổ ghi đến %(moment)s. Nguồn: %(site)s, %(url)s") % facts
    return {"citation": url, "sentence": sentence}


def count_words(ranks: Mapping[str, int], total: int, mode: Counting) -> str:
    """52 sản phẩm OCOP (5 sao: 0, tiềm năng 5 sao: 2, 4 sao: 17, 3 sao: 33)."""
    parts = [f"{str(rank.label).lower()}: {number(ranks[key])}" for key, rank in ranks_of(mode).items()]
    return _("%(total)s sản phẩm OCOP (%(parts)s)") % {"total": number(total), "parts": ", ".join(parts)}


def unit_choices(new_from: date | None) -> list[tuple[str, str]]:
    """The units to choose among; the new ones from the day on which they are there."""
    choices = [(Units.DISTRICT.value, _("huyện")), (Units.COMMUNE.value, _("xã, phường của ngày tính"))]
    if new_from is None or today() < new_from:
        return choices
    day = date_format(new_from)
    return [
        (Units.DISTRICT.value, _("huyện (trước %(day)s)") % {"day": day}),
        choices[1],
        (Units.OLD.value, _("xã, phường cũ (trước %(day)s)") % {"day": day}),
        (Units.NEW.value, _("xã, phường mới (từ %(day)s)") % {"day": day}),
    ]


def cited(form: AskForm) -> dict[str, Any]:
    """The record time that was asked for, and as it was typed; empty on a page of now."""
    wrong = form.errors.get("ghi-den")
    return {
        "moment": form.recorded_until,
        "text": form.data.get("ghi-den", "").strip(),
        "error": wrong[0] if wrong else "",
    }


def frame(current: str, form: AskForm, on: date) -> dict[str, Any]:
    """What every page of figures shows: the tabs, the way of counting, the record time."""
    return {
        "form": form,
        "mode": form.counting,
        "modes": Counting.choices,
        "cited": cited(form),
        "tabs": tabs(current, form, on),
    }


def crumbs(label: str, pairs: Pairs) -> dict[str, Any]:
    """Where a page stands, below the figures of these keys."""
    return {"crumbs": [{"label": _("Thống kê"), "url": address("reports:figures", pairs)}, {"label": label}]}


def early_words(on: date, begins_on: date | None) -> str:
    """What is to be said of a day before anything is counted; nothing of other days."""
    if begins_on is None or begins_on <= on:
        return ""
    return _("Đến ngày %(day)s chưa có sản phẩm nào được đếm: kết quả đầu tiên trong sổ có từ ngày %(first)s.") % {
        "day": date_format(on),
        "first": date_format(begins_on),
    }
