"""One person in front of their browser: what they do, in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from engine.simulate.stage import PASSWORD
from tests.browser.watch import Watch

NUMBER = re.compile(r"[A-Z]{4}-\d{4}-\d{4,}")


@dataclass
class Desk:
    """A browser window and what is watched in it."""

    page: Page
    watch: Watch

    # ── coming and going ─────────────────────────────────────────────────────────────────────

    def sign_in(self, username: str, password: str = PASSWORD) -> Desk:
        """Sign in, unless still signed in; ends on the first page."""
        self.open("/")
        if "/sign-in" in self.page.url:
            self.page.fill("#f-username", username)
            self.page.fill("#f-password", password)
            self.press("登录")
        return self

    def open(self, path: str) -> Page:
        """Open an address of the program."""
        self.page.goto(path)
        return self.seen()

    def seen(self) -> Page:
        """Look at the page as it stands."""
        self.watch.look(self.page)
        return self.page

    def press(self, words: str, within: str = "main") -> Page:
        """Press the button (the first, if several) that says exactly `words`; wait for the page."""
        button = self.page.locator(within).get_by_role("button", name=words, exact=True).first
        with self.page.expect_navigation():
            button.click()
        return self.seen()

    def follow(self, words: str, within: str = "main") -> Page:
        """Follow the first link that says `words`."""
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("link", name=words).first.click()
        return self.seen()

    # ── the work ─────────────────────────────────────────────────────────────────────────────

    def open_resource(self, name: str) -> Page:
        """Find a resource in the catalogue by its name and open it."""
        self.open("/catalogue?q=" + name)
        return self.follow(name, "#list")

    def start_request(
        self, resource: str, way: str = "申请使用政务数据资源", **answers: Any
    ) -> str:
        """Find the resource, fill the form and hand it in; returns the number of the case."""
        self.open_resource(resource)
        self.follow(way)
        self.answer(**answers)
        self.press("提交", "#do")
        return self.number()

    def open_task(self, number: str) -> Page:
        """Open what is to be done about a case, from the list 待办."""
        self.open("/work/todo")
        row = self.page.locator("#list tbody tr", has_text=number)
        with self.page.expect_navigation():
            row.locator("td.main a").click()
        return self.seen()

    def do_task(self, number: str, **answers: Any) -> Page:
        """Open the task of this case, answer and hand in; back on 待办, which says so."""
        self.open_task(number)
        return self.finish(number, **answers)

    def finish(self, number: str, **answers: Any) -> Page:
        """Answer the task that is open on the page and hand in."""
        self.answer(**answers)
        self.press("提交", "#do")
        expect(self.page.locator(".flash-success")).to_contain_text(f"已提交。办件 {number}")
        return self.page

    def open_case(self, number: str) -> Page:
        """Open a case by its number, from the list of cases that one may see."""
        self.open(f"/cases?scope=all&q={number}")
        with self.page.expect_navigation():
            self.page.locator("tr", has_text=number).locator("td.main a").click()
        return self.seen()

    def state(self, number: str) -> str:
        """Open the case and read how it stands."""
        return self.open_case(number).locator(".page-head .tag").last.inner_text()

    def told(self) -> list[str]:
        """The subjects of the notices that one has, newest first."""
        return self.open("/messages").locator("td.main").all_inner_texts()

    def number(self) -> str:
        """The number of the case that the page is about."""
        found = NUMBER.search(self.page.locator("main").inner_text())
        assert found, self.page.locator("main").inner_text()
        return found[0]

    def tasks(self) -> list[str]:
        """The numbers of what is to be done, in the order shown."""
        self.open("/work/todo")
        return self.page.locator("#list tbody td.code").all_inner_texts()

    # ── filling in forms ─────────────────────────────────────────────────────────────────────

    def answer(self, **answers: Any) -> None:
        """Fill fields by the names of the pack: text, a number, True or False, a list of boxes
        to tick, a period as a dict, or a table as a list of dicts; `password` confirms."""
        for name, value in answers.items():
            self._fill("_password" if name == "password" else name, value)

    def field(self, name: str) -> Locator:
        """The control or the controls of a field."""
        return self.page.locator(f"#do [name='{name}']")

    def _fill(self, name: str, value: Any) -> None:
        if isinstance(value, dict):
            self._fill_period(name, value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for index, row in enumerate(value):
                self._fill_row(name, index, row)
        elif isinstance(value, list):
            self._tick(name, value)
        else:
            self._fill_one(self.field(name), value)

    def _fill_one(self, control: Locator, value: Any) -> None:
        kind = control.first.evaluate("(each) => each.type")
        if kind == "radio":
            wanted = {True: "yes", False: "no"}.get(value, value)
            control.and_(self.page.locator(f"[value='{wanted}']")).check()
        elif kind == "select-one":
            control.select_option(value)
        elif kind == "file":
            control.set_input_files(value)
        else:
            control.fill(str(value))

    def _tick(self, name: str, values: list[str]) -> None:
        for box in self.field(name).all():
            if box.is_enabled():
                box.set_checked(box.get_attribute("value") in values)

    def _fill_period(self, name: str, value: dict[str, str]) -> None:
        for part, day in value.items():
            self.field(f"{name}-{part}").fill(day)

    def _fill_row(self, name: str, index: int, row: dict[str, str]) -> None:
        box = self._given_row(name, row["code"]) if "code" in row else self._free_row(name, index)
        for column, value in row.items():
            if column != "code":
                self._fill_one(box.locator(f"[name^='{name}-'][name$='-{column}']"), value)

    def _given_row(self, name: str, code: str) -> Locator:
        return self._rows(name).filter(has=self.page.locator(f"input[value='{code}']"))

    def _free_row(self, name: str, index: int) -> Locator:
        if self._rows(name).count() <= index:
            self._add_row(name)
        return self._rows(name).nth(index)

    def _add_row(self, name: str) -> None:
        by_script = self.page.locator(f"[data-row-add='#f-{name}-rows']")
        if by_script.is_visible():
            by_script.click()
            return
        with self.page.expect_navigation():
            self.page.locator(f"button[name=_add_row][value='{name}']").click()

    def _rows(self, name: str) -> Locator:
        return self.page.locator(f"#f-{name}-rows tbody tr")
