"""What is new in the register as an Atom feed: /quyet-dinh/moi.atom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.clock import today
from core.templatetags.formats import number
from products.queries.acts import Told, newest_extensions, newest_merges, newest_transfers
from products.queries.news import Mending, newest_decisions, newest_mendings
from products.rules.days import day_text
from products.views.addresses import url_of
from products.views.cards import product_url
from products.views.decision_list import row_of
from products.views.words import decision_words, portal_name

MOST = 50
# XML has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Entry(NamedTuple):
    """One piece of news of a moment; `key` is what its lasting name ends with, `changed` when it was said anew."""

    at: datetime
    key: str
    title: str
    text: str
    url: str
    changed: datetime | None = None

    @property
    def updated(self) -> datetime:
        """When what it says was said last."""
        return self.changed or self.at


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """Decisions, transfers, merges and extensions as they were recorded, wrong entries as they were mended.

    The last fifty decisions and the last fifty of all other acts; kept like pages.
    """
    absolute, host = request.build_absolute_uri, request.get_host().partition(":")[0]
    feed = Atom1Feed(
        title=_("Quyết định và thay đổi mới – %(portal)s") % {"portal": portal_name()},
        link=absolute(url_of("products:decision-list")),
        description="",
        subtitle=_(
            "Quyết định mới được ghi vào sổ công nhận, việc chuyển, gộp, gia hạn và những chỗ ghi nhầm được sửa."
        ),
        language=get_language(),
        feed_url=absolute(request.path),
        feed_guid=absolute(request.path),
        author_name=settings.PORTAL["agency"] or portal_name(),
    )
    for entry in _entries(today()):
        feed.add_item(
            title=_writable(entry.title),
            link=absolute(entry.url),
            description=escape(_writable(entry.text)),  # summaries are read as HTML
            unique_id=f"tag:{host},{entry.at:%Y-%m-%d}:{entry.key}",
            pubdate=entry.at,
            updateddate=entry.updated,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _entries(on: date) -> list[Entry]:
    """The newest first; many acts of one day push no decision out."""
    decisions = [_of_decision(row) for row in newest_decisions(on, MOST)]
    acts = [_of_mending(mending) for mending in newest_mendings(on, MOST)]
    acts += [_of_transfer(told) for told in newest_transfers(on, MOST)]
    acts += [_of_merge(told) for told in newest_merges(on, MOST)]
    acts += [_of_extension(told) for told in newest_extensions(on, MOST)]
    return _newest(decisions + _newest(acts)[:MOST])


def _newest(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True)


def _of_decision(row: Mapping[str, Any]) -> Entry:
    words = row_of(row)
    text = ". ".join(part for part in (words["kind"], words["title"], words["did"]) if part)
    title = decision_words(row["number"], row["signed_on"], row["precision"], row["issuing_body"])
    return Entry(row["at"], words["url"], title, f"{text}.", words["url"])


def _of_mending(mending: Mending) -> Entry:
    url = product_url(mending.slug) if mending.slug else url_of("products:decision-list")
    text = _("Dòng ghi nhầm đã được bỏ khỏi sổ hoặc thay bằng dòng đúng.")
    return Entry(mending.at, _key("sua", mending.at), _("Sửa sổ: %(what)s") % {"what": _what(mending)}, text, url)


def _key(what: str, *which: datetime | int | str) -> str:
    """What the lasting name of an act without a page ends with: its moment, its number or code."""
    parts = (part.isoformat() if isinstance(part, datetime) else str(part) for part in which)
    return f"{url_of('products:decision-list')}{what}/{'/'.join(parts)}"


def _what(mending: Mending) -> str:
    """The product that has a page, how many products, or that it was a paper."""
    if mending.slug:
        return mending.name
    return _so_many(mending.products) if mending.products else _("một quyết định")


def _so_many(products: int) -> str:
    words = "%(count)s sản phẩm"
    return ngettext(words, words, products) % {"count": number(products)}


def _of_transfer(told: Told) -> Entry:
    unnamed = _("chủ thể chưa có tên in trong quyết định nào")
    giver, taker = told["giver_name"] or unnamed, told["taker_name"] or unnamed
    is_one = told["products"] == 1
    what = told["name"] if is_one else _so_many(told["products"])
    return Entry(
        told["at"],
        _key("chuyen", told["at"], told["first"]),
        _("Đổi chủ thể: %(what)s") % {"what": what},
        _("Từ ngày %(day)s chuyển từ %(giver)s sang %(taker)s.")
        % {"day": day_text(told["day"]), "giver": giver, "taker": taker},
        product_url(told["slug"]) if is_one else url_of("products:product-list"),
    )


def _of_merge(told: Told) -> Entry:
    is_undone, is_of_products = told["undone_at"] is not None, told["is_of_products"]
    page = "products:product-detail" if is_of_products else "products:producer-detail"
    if is_of_products:
        title = _("Tách lại sản phẩm: %(name)s") if is_undone else _("Gộp sản phẩm: %(name)s")
    else:
        title = _("Tách lại chủ thể: %(name)s") if is_undone else _("Gộp chủ thể: %(name)s")
    return Entry(
        told["at"],
        _key(f"{'tach' if is_undone else 'gop'}-{'san-pham' if is_of_products else 'chu-the'}", told["pk"]),
        title % {"name": told["name"]},
        _("Việc gộp trước đây đã được hoàn tác.")
        if is_undone
        else _("Hai bản ghi trong sổ là một; địa chỉ cũ dẫn đến trang này."),
        url_of(page, told["slug"]),
    )


def _of_extension(told: Told) -> Entry:
    facts = {"stars": told["stars"], "until": day_text(told["until"]), "day": day_text(told["extended_until"])}
    return Entry(
        told["at"],
        _key("gia-han", told["at"], told["code"]),
        _("Gia hạn: %(name)s") % {"name": told["name"]},
        _("Hạng %(stars)s sao: hạn gốc %(until)s, được gia hạn đến %(day)s.") % facts,
        product_url(told["slug"]),
        changed=told["changed"],
    )
