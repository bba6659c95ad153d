"""What {% translate %} says is kept for each language.

Most words of a page are such fixed texts, and looking each of them up anew took a tenth of a small page's time.
"""

from __future__ import annotations

from django.template import Context, Node
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language


class KeptTranslation(i18n.TranslateNode):
    """A text that is the same on every page of a language."""

    def __init__(self, plain: i18n.TranslateNode) -> None:
        super().__init__(plain.filter_expression, plain.noop)
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The text in the language of now, looked up when it is wanted first."""
        language = get_language()
        if language not in self.said:
            self.said[language] = super().render(context)
        return self.said[language]


def translate(parser: Parser, token: Token) -> Node:
    """As Django's tag of this name; what hangs on the context is looked up each time."""
    node = i18n.do_translate(parser, token)
    expression = node.filter_expression
    is_fixed = expression.var.literal is not None and not (expression.filters or node.message_context or node.asvar)
    return KeptTranslation(node) if is_fixed else node


def keep_fixed_words() -> None:
    """Let {% load i18n %} bring this tag from now on."""
    i18n.register.tag("translate", translate)
