"""Words that mean the same: HTX and hợp tác xã, ca cao and cacao. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product

from core.text import words_of

Phrase = tuple[str, ...]
# More ways to say one text than anybody needs: the number of ways multiplies with every word that has some.
MOST_WAYS = 16


@dataclass(frozen=True)
class Synonyms:
    """Phrases of folded words with all the phrases that mean the same, themselves first."""

    groups: dict[Phrase, tuple[Phrase, ...]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Synonyms:
        """From pairs of texts that mean the same; what is the same without marks needs no pair."""
        alike: dict[Phrase, list[Phrase]] = {}
        for one, other in pairs:
            mine, theirs = tuple(words_of(one)), tuple(words_of(other))
            both = [*alike.get(mine, [mine]), *alike.get(theirs, [theirs])]
            for phrase in both:
                alike[phrase] = both
        groups = {phrase: (phrase, *(each for each in both if each != phrase)) for phrase, both in alike.items()}
        return cls(groups)

    def terms(self, words: Sequence[str]) -> list[tuple[Phrase, ...]]:
        """What is looked for, one after another: each a choice of phrases, the longest known one at every word."""
        terms: list[tuple[Phrase, ...]] = []
        at = 0
        while at < len(words):
            known = [
                phrase
                for phrase in self.groups
                if phrase[0] == words[at] and tuple(words[at : at + len(phrase)]) == phrase
            ]
            phrase = max(known, key=len, default=(words[at],))
            terms.append(self.groups.get(phrase, (phrase,)))
            at += len(phrase)
        return terms

    def ways(self, words: Sequence[str]) -> list[list[str]]:
        """The texts that say the same, the given one first; so many at most."""
        return [list(chain.from_iterable(whole)) for whole in islice(product(*self.terms(words)), MOST_WAYS)]
