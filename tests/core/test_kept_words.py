"""{% translate %} keeps what it says for each language, and nothing that hangs on the context."""

from django.template import Context, Engine
from django.utils.translation import override

from core.kept_words import KeptTranslation


def made(source):
    return Engine.get_default().from_string("{% load i18n %}" + source)


def test_a_fixed_text_is_looked_up_once_a_language():
    page = made('{% translate "Quyết định" %}')
    (kept,) = page.nodelist.get_nodes_by_type(KeptTranslation)
    for _again in range(2):
        with override("vi"):
            assert page.render(Context()) == "Quyết định"
        with override("en"):
            assert page.render(Context()) == "Decisions"
    assert kept.said == {"vi": "Quyết định", "en": "Decisions"}


def test_signs_of_html_and_percent_stay_as_they_were_written():
    assert made('{% translate "<b>5 %</b>" %}').render(Context()) == "<b>5 %</b>"


def test_what_hangs_on_the_context_is_looked_up_each_time():
    page = made("{% translate word %}{% translate 'Quyết định' as said %}{{ said|upper }}{% translate 'a'|add:word %}")
    assert page.nodelist.get_nodes_by_type(KeptTranslation) == []
    with override("en"):
        assert page.render(Context({"word": "<"})) == "&lt;DECISIONSa&lt;"
        assert page.render(Context({"word": "Quyết định"})) == "DecisionsDECISIONSaQuyết định"
