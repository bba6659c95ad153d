"""Somebody at the portal's pages: through the test client or in a real browser, the same moves for both."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse
from lxml import html
from playwright.sync_api import Browser, Locator

from core.models import User
from tests.factories import PASSWORD

Given = str | Iterable[str]


class Desk(ABC):
    """A person who reads pages and sends their forms; a form is known by its fields or by what its button says."""

    def __init__(self, user: User) -> None:
        self.user = user

    @abstractmethod
    def open(self, user: User) -> Desk:
        """The same house, somebody else."""

    @abstractmethod
    def words(self, name: str, /, *args: object) -> str:
        """What a page says, in one line."""

    @abstractmethod
    def send(self, name: str, /, *args: object, button: str = "", query: str = "", **given: Given) -> str:
        """Fill in a form of a page, press its button; gives what the next page says."""

    @abstractmethod
    def leave(self) -> None:
        """Nothing of this person stays open."""


def address_of(name: str, args: tuple[object, ...], query: str = "") -> str:
    """The path of a staff page."""
    return reverse(f"staff:{name}", args=args) + (f"?{query}" if query else "")


def one_line(text: str) -> str:
    """Words without the line breaks of the template."""
    return " ".join(text.split())


class ClientDesk(Desk):
    """Without a script: a form goes as it stands in the page, with what was filled in."""

    def __init__(self, user: User) -> None:
        super().__init__(user)
        self.client = Client()
        self.client.force_login(user)

    def open(self, user: User) -> Desk:
        return ClientDesk(user)

    def words(self, name: str, /, *args: object) -> str:
        return one_line(self._main(address_of(name, args)).text_content())

    def send(self, name: str, /, *args: object, button: str = "", query: str = "", **given: Given) -> str:
        address = address_of(name, args, query)
        form, pressed = self._form(self._main(address), button, set(given))
        sent = [(field, value) for field, value in form.form_values() if field not in given]
        for field, value in given.items():
            sent += [(field, each) for each in ([value] if isinstance(value, str) else value)]
        if pressed.get("name"):
            sent.append((pressed.get("name"), pressed.get("value")))
        response = self.client.post(
            form.get("action") or address,
            urlencode(sent),
            content_type="application/x-www-form-urlencoded",
            follow=True,
        )
        assert response.status_code == 200, (name, response.status_code)
        return one_line(html.fromstring(response.text).find(".//main").text_content())

    def leave(self) -> None:
        self.client.logout()

    def _main(self, address: str) -> html.HtmlElement:
        response = self.client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return html.fromstring(response.text).find(".//main")

    def _form(self, main: html.HtmlElement, button: str, names: set[str]) -> tuple[html.FormElement, html.HtmlElement]:
        for form in main.iter("form"):
            buttons = [each for each in form.iter("button") if one_line(each.text_content()).startswith(button)]
            if form.get("method") == "post" and buttons and names <= set(form.fields.keys()):
                return form, buttons[0]
        raise AssertionError((button, names, one_line(main.text_content())))


# What lies behind a "show more" is opened first, as people do.
OPEN_AROUND = """form => {
  for (let each = form.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
}"""


class BrowserDesk(Desk):
    """In a real browser, each person in a window of their own."""

    def __init__(self, user: User, browser: Browser, house: str) -> None:
        super().__init__(user)
        self.browser, self.house = browser, house
        self.page = browser.new_context(locale="vi-VN").new_page()
        self.page.goto(f"{house}{reverse('staff:home')}")
        self.page.fill("[name=login]", user.username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")

    def open(self, user: User) -> Desk:
        return BrowserDesk(user, self.browser, self.house)

    def words(self, name: str, /, *args: object) -> str:
        self.page.goto(self.house + address_of(name, args))
        return one_line(self.page.locator("main").inner_text())

    def send(self, name: str, /, *args: object, button: str = "", query: str = "", **given: Given) -> str:
        self.page.goto(self.house + address_of(name, args, query))
        form = self.page.locator("main form[method=post]")
        for field in given:
            form = form.filter(has=self.page.locator(f'[name="{field}"]'))
        if button:
            form = form.filter(has=self.page.locator("button", has_text=button))
        form.first.evaluate(OPEN_AROUND)
        for field, value in given.items():
            _fill(form.first, field, value)
        pressed = (
            form.first.get_by_role("button", name=button) if button else form.first.locator("button[type=submit]")
        )
        with self.page.expect_navigation():
            pressed.first.click()
        return one_line(self.page.locator("main").inner_text())

    def leave(self) -> None:
        self.page.context.close()


def _fill(form: Locator, field: str, value: Given) -> None:
    inputs = form.locator(f'[name="{field}"]')
    kind = inputs.first.evaluate("it => it.type")
    if kind in ("radio", "checkbox"):
        for each in [value] if isinstance(value, str) else value:
            form.locator(f'[name="{field}"][value="{each}"]').check()
    elif kind.startswith("select"):
        inputs.first.select_option(value)
    elif kind != "hidden":
        inputs.first.fill(str(value))
