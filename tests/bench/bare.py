"""The bare page and the constant view: the yardstick of every speed that the bench prints.

FROZEN. All targets are ratios to the bare page, so a slower bare page would flatter every other one: nothing in this
file is ever changed, and tests/bench/test_bare.py fails when it is. It is the least that a page of the catalogue can
cost: 24 products with their producer as model objects, one query, no count, no template, through the project's full
middleware. Its size is that of a catalogue page of 24 cards without the indentation of its templates (61 kB when it
was measured in November 2026).
"""

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from products.models import Product

BARE_BYTES = 60_000
CARDS = 24
CARD = '<li class="card"><a href="/san-pham/%s/">%s</a><span>%s</span><time>%s</time></li>\n'
PAGE = '<!doctype html>\n<html lang="vi">\n<meta charset="utf-8">\n<title>Bare</title>\n<ul>\n%s</ul>\n</html>\n'


def bare(request: HttpRequest) -> HttpResponse:
    """24 cards in a body of always the same size."""
    products = Product.objects.select_related("producer").order_by("pk")[:CARDS]
    cards = "".join(
        CARD % (product.slug, escape(product.name), escape(product.producer.name), product.created_at.date())
        for product in products
    )
    return HttpResponse((PAGE % cards).encode().ljust(BARE_BYTES))


def constant(request: HttpRequest) -> HttpResponse:
    """What the middleware alone costs."""
    return HttpResponse(b"constant")
