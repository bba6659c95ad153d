"""What pages ask translations for, and what the files of translations hold."""

from __future__ import annotations

import re
import sys
from ast import literal_eval
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.base import Node, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation, translation

from core.kept_words import KeptTranslation

OURS = ("core", "producers", "products", "evaluations", "reports", "ocop_portal")
LINE = re.compile(r'(?:(\S+) )?(".*")')
Words = dict[Any, str]


# ------------------------------------------------------------------ the files
def file_of(language: str, ending: str) -> Path:
    """The .po or the .mo of a language."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"django.{ending}"


def words_of(language: str) -> Words:
    """What a .po says, by the keys of a compiled catalogue: context and text, and the number of a plural form."""
    words: Words = {}
    for block in file_of(language, "po").read_text(encoding="utf-8").split("\n\n"):
        fields, name = dict[str, str](), ""
        for line in block.splitlines():
            if found := LINE.fullmatch(line):
                name = found[1] or name
                fields[name] = fields.get(name, "") + literal_eval(found[2])
        context = f"{fields['msgctxt']}{CONTEXT_SEPARATOR}" if "msgctxt" in fields else ""
        for name, text in fields.items():
            if name.startswith("msgstr"):
                form = re.fullmatch(r"msgstr\[(\d)\]", name)
                key = context + fields["msgid"]
                words[(key, int(form[1])) if form else key] = text
    return words


def texts_in(words: Words) -> set[str]:
    """The texts that a file translates, without the numbers of plural forms and without its head."""
    return {key[0] if isinstance(key, tuple) else key for key in words} - {""}


# ------------------------------------------------------------------ what is asked for
@contextmanager
def listening(language: str) -> Iterator[tuple[set[str], set[str]]]:
    """The texts asked for while pages are made, and the names of the templates that they are made of."""
    asked, templates = set[str](), set[str]()
    reverse("home")  # loads every page: what modules ask for while they are loaded is not said
    _forget_kept_words()

    def told(sender: Template, **_facts: Any) -> None:
        if Path(sender.origin.name).is_relative_to(settings.BASE_DIR / "templates"):
            templates.add(str(sender.name))

    template_rendered.connect(told)
    with pytest.MonkeyPatch.context() as patch, override(language):
        for name in ("gettext", "ngettext"):
            patch.setattr(DjangoTranslation, name, _noting(getattr(DjangoTranslation, name), asked))
        patch.setattr(KeptTranslation, "render", TranslateNode.render)
        yield asked, templates
    template_rendered.disconnect(told)


def _noting(original: Any, asked: set[str]) -> Any:
    def note(self: DjangoTranslation, message: str, *more: Any) -> str:
        asked.add(message)
        return original(self, message, *more)

    return note


def _forget_kept_words() -> None:
    """Empty what our modules keep by language, so that everything is asked for once more."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in OURS:
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


def texts_of_template(template: Template) -> set[str]:
    """Every text of a template, in whichever branch it stands."""
    found = set[str]()
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            context = f"{node.message_context.var}{CONTEXT_SEPARATOR}" if node.message_context else ""
            found.add(context + str(getattr(node.filter_expression.var, "literal", node.filter_expression.var)))
        elif isinstance(node, BlockTranslateNode):
            found.add(node.render_token_list(node.singular)[0])
    return found


def texts_of_django() -> set[str]:
    """Texts of Django and of libraries, which bring their translations: the Vietnamese catalogue is theirs alone."""
    return {key[0] if isinstance(key, tuple) else key for key, _text in translation("vi")._catalog.items()}
