"""The forms of a page, as a browser would send them, with other values in their fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TYPED = {"text", "search", "email", "url", "tel", "password", "number", "date", "textarea", ""}


@dataclass
class PageForm:
    """A form: where it leads, its fields (name, kind, value) and the choices of those that have some."""

    action: str
    method: str
    by_script: bool = False  # hidden until a script shows it, and never sent
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)  # characters, of the fields that name a limit

    def filled(self, typed: Callable[[str], str], *, all_fields: bool = False) -> dict[str, Any]:
        """What is sent with `typed(name)` in each field that is typed into; in the others too with `all_fields`."""
        sent: dict[str, Any] = {}
        for name, kind, value in self.fields:
            if kind == "file":
                continue
            if name == "csrfmiddlewaretoken":
                sent[name] = value
            elif kind in TYPED or all_fields:
                sent[name] = typed(name)
            elif kind == "checkbox":
                sent.setdefault(name, []).append(value or "on")
            else:
                sent.setdefault(name, value)
        for name, values in self.choices.items():
            sent[name] = typed(name) if all_fields else next((one for one in values if one), "")
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self._open: PageForm | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._open = PageForm(given.get("action", ""), given.get("method", "get").lower(), "hidden" in given)
            self.forms.append(self._open)
        if self._open is None:
            return
        name = given.get("name", "")
        if name and given.get("data-most", "").isdecimal():
            self._open.most[name] = int(given["data-most"])
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self._open.choices.setdefault(self._select, []).append(given.get("value", ""))
        elif tag == "textarea" and name:
            self._open.fields.append((name, "textarea", ""))
        elif tag in {"input", "button"} and name:
            kind = given.get("type", "" if tag == "input" else "submit")
            self._open.fields.append((name, kind, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "select":
            self._select = ""


def forms_of(content: str) -> list[PageForm]:
    """Return the forms of a page in their order."""
    reader = _Reader()
    reader.feed(content)
    return reader.forms
