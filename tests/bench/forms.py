"""Forms as a browser sends them: what a page holds in hidden fields goes along with what is typed."""

from __future__ import annotations

import http.client
from html.parser import HTMLParser
from urllib.parse import urlencode


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given["name"] or ""] = given.get("value") or ""


def hidden_fields(html: str) -> dict[str, str]:
    """Return the hidden fields of a page and their values; of several of one name the last."""
    page = _Hidden()
    page.feed(html)
    return page.fields


def drawn_form(port: int, path: str, *, session: str) -> tuple[dict[str, str], str]:
    """Open the page of a form as whoever the session is; return its hidden fields and the cookies to send with it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": f"localhost:{port}", "Cookie": f"session={session}"})
    answer = connection.getresponse()
    html = answer.read().decode()
    if answer.status != 200:
        raise SystemExit(f"GET {path}: {answer.status} where a form was expected")
    given = [line.split(";")[0] for name, line in answer.getheaders() if name.lower() == "set-cookie"]
    connection.close()
    return hidden_fields(html), "; ".join([f"session={session}", *given])


def sent(fields: dict[str, str], cookies: str) -> tuple[bytes, dict[str, str]]:
    """Return body and headers with which a browser sends the fields of a form."""
    return urlencode(fields).encode(), {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
