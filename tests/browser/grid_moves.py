"""What a person does at the result grid, by the words that stand on it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def row(page: Page, number: int):
    """A row of the grid by its place on the paper."""
    return page.locator("tbody[data-row]").nth(number - 1)


def cell(page: Page, number: int, name: str):
    return row(page, number).locator(f":is(input[type=text], select)[name={name}]")


def choose(page: Page, number: int, letters: str):
    """Choose a product by a few letters, with the keyboard."""
    cell(page, number, "product_text").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(letters)
    expect(row(page, number).locator(".choices [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")


def paste(page: Page, number: int, name: str, text: str):
    """Paste what a spreadsheet would put on the clipboard."""
    target = cell(page, number, name)
    target.click()
    target.evaluate(
        """(cell, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def unsaved(page: Page, number: int, why: str):
    """The row says why it could not be saved, and only that."""
    expect(row(page, number).locator('[data-error=""]')).to_have_text(why)
    expect(row(page, number).locator('[data-error="product_text"]')).to_be_hidden()
    expect(row(page, number).locator("[data-saved]")).to_have_text("chưa lưu")


def saved(page: Page, number: int):
    expect(row(page, number).locator("[data-saved]")).to_have_text(re.compile(r"^đã lưu lúc \d\d:\d\d$"))


def total(page: Page, key: str):
    return page.locator(f"[data-total='{key}'] strong")


def listen(page: Page):
    """Keep all that the grid says aloud from now on: a message may come right after another one."""
    page.evaluate(
        """() => {
            const said = document.querySelector("[data-said]");
            window.heard = [];
            new MutationObserver(() => window.heard.push(said.textContent)).observe(said, { childList: true });
        }"""
    )


def heard(page: Page) -> list[str]:
    """What the grid said since `listen`, in order."""
    return page.evaluate("window.heard")
