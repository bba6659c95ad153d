"""Requests of a page that wait until the test lets them go on."""

from __future__ import annotations

from re import Pattern

from playwright.sync_api import Page, Route


class Held:
    """The next request to an address, held back on its way; `address` is a glob or a pattern."""

    def __init__(self, page: Page, address: str | Pattern[str]):
        self.page = page
        self.routes: list[Route] = []
        page.route(address, self.keep, times=1)

    def keep(self, route: Route) -> None:
        self.routes.append(route)

    def wait(self) -> Route:
        """Wait for the request to be made: the browser tells so a moment after the page did it."""
        while not self.routes:
            self.page.wait_for_timeout(20)
        return self.routes[0]

    def let_go(self) -> None:
        self.wait().continue_()
