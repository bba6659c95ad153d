"""The tree of categories that a day's law prints, with the older and newer schemes read through the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, Subquery

from core.text import fold
from products.models import Category, CategoryMap, Regime
from products.rules.likeness import WordBook
from products.rules.words import plain_words, spelt_words


@dataclass(frozen=True)
class Node:
    """A category; `here` is what it reads in the scheme of the day, None when it has no counterpart there."""

    pk: int
    slug: str
    name: str
    picture: str
    parent: int | None
    scheme: int
    here: int | None


class CategoryTree:
    """All categories of all schemes, seen from the scheme of one day."""

    def __init__(self, nodes: list[Node], scheme: int | None) -> None:
        self._nodes = {node.pk: node for node in nodes}
        self._by_slug = {node.slug: node for node in nodes}
        self._scheme = scheme
        self._lines: dict[int | None, frozenset[str]] = {}

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def node(self, pk: int | None) -> Node | None:
        """The category of an id, as its own scheme prints it."""
        return self._nodes.get(pk) if pk is not None else None

    def name(self, slug: str) -> str:
        """What the category of a slug is called."""
        return self._by_slug[slug].name

    def picture(self, pk: int | None) -> str:
        """The drawing of a category; none for an unknown one."""
        return self._nodes[pk].picture if pk in self._nodes else ""

    def sectors(self) -> list[Node]:
        """The top of the day's scheme, in its order."""
        return [node for node in self._nodes.values() if node.scheme == self._scheme and node.parent is None]

    def children(self, node: Node) -> list[Node]:
        """What lies right below a node, in the scheme's order."""
        return [child for child in self._nodes.values() if child.parent == node.pk]

    def called(self, words: Sequence[str]) -> list[Node]:
        """The categories of the day's scheme in whose name these folded words stand, whole and in this order."""
        asked = f" {' '.join(words)} "
        if asked not in self._all_plain:  # most words are of no category: looked at once instead of name by name
            return []
        return [node for node, plain in self._plain if asked in plain]

    @cached_property
    def _plain(self) -> list[tuple[Node, str]]:
        return [(node, f" {' '.join(plain_words(node.name))} ") for node in self._of_day]

    @cached_property
    def _all_plain(self) -> str:
        return "\n".join(plain for _node, plain in self._plain)

    @property
    def _of_day(self) -> list[Node]:
        return [node for node in self._nodes.values() if node.scheme == self._scheme]

    @cached_property
    def spellings(self) -> dict[str, dict[str, set[str]]]:
        """By folded word and spelling: the slugs of the categories of the day's scheme that have it in their name."""
        found: dict[str, dict[str, set[str]]] = {}
        for node in self._of_day:
            for word in spelt_words(node.name):
                found.setdefault(fold(word), {}).setdefault(word, set()).add(node.slug)
        return found

    def with_word(self, spelt: str) -> set[str]:
        """The slugs of the categories that have a word, as it is spelt, in their name."""
        return self.spellings.get(fold(spelt), {}).get(spelt, set())

    @cached_property
    def word_book(self) -> WordBook:
        """The words of categories, to be found by what is like them."""
        return WordBook(self.spellings)

    def find(self, slug: str) -> Node | None:
        """The node of an address, read in the day's scheme where it has a counterpart there."""
        node = self._by_slug.get(slug)
        if node is None or node.here is None:
            return node
        return self._nodes[node.here]

    def line(self, pk: int | None) -> list[Node]:
        """A category as the day's scheme reads it (or its own scheme, without a counterpart), up to its sector."""
        if pk is None or pk not in self._nodes:
            return []
        node = self._nodes[pk]
        return list(self._upwards(self._nodes[node.here] if node.here is not None else node))

    def _upwards(self, node: Node) -> Iterator[Node]:
        yield node
        while node.parent is not None:
            node = self._nodes[node.parent]
            yield node

    def slugs_over(self, pk: int | None) -> frozenset[str]:
        """The slugs under which a product of this category is found."""
        if pk not in self._lines:
            self._lines[pk] = frozenset(node.slug for node in self.line(pk))
        return self._lines[pk]

    def narrowed(self, slugs: Iterable[str]) -> frozenset[str]:
        """The chosen nodes as the day's scheme reads them, without those that only lead to a chosen one below."""
        chosen = [node for slug in slugs if (node := self.find(slug))]
        leading = {above.slug for node in chosen for above in self._upwards(node) if above != node}
        return frozenset(node.slug for node in chosen) - leading


def category_tree(on: date) -> CategoryTree:
    """The categories seen from the scheme of the regime in force on a day; one query."""
    scheme = Regime.objects.in_force(on).values("scheme")[:1]
    reading = CategoryMap.objects.filter(source=OuterRef("pk"), target_scheme=Subquery(scheme)).values("target")[:1]
    rows = Category.objects.annotate(wanted=Subquery(scheme), target=Subquery(reading)).order_by("scheme", "position")
    columns = rows.values_list("pk", "slug", "name", "picture", "parent", "scheme", "wanted", "target")
    nodes, wanted = [], None
    for pk, slug, name, picture, parent, its_scheme, wanted, target in columns:
        here = pk if its_scheme == wanted else target
        nodes.append(Node(pk, slug, name, picture, parent, its_scheme, here))
    return CategoryTree(nodes, wanted)
