"""People's words from markdown to safe HTML, rendered once, on save."""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt

VERSION = 1  # raise it when the rendering changes, so that stored HTML can be renewed
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code"}
INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_PARSER = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True}).enable(
    ["emphasis", "list", "blockquote", "link", "newline", "escape", "backticks", "autolink", "paragraph"]
)


def clean(text: str) -> str:
    """Return typed text without bidi controls and other invisible characters, lines ending in one LF."""
    return INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """Return a typed title, name or place on one line, without invisible characters."""
    return " ".join(clean(text).split())


def _only_full_links(tag: str, name: str, value: str) -> str | None:
    return None if tag == "a" and name == "href" and not value.startswith(("https://", "http://")) else value


def render(source: str) -> str:
    """Return safe HTML of markdown `source`: no images, no headings, no raw HTML, links marked nofollow."""
    return nh3.clean(
        _PARSER.render(source),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
        attribute_filter=_only_full_links,
    )
