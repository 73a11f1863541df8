"""People's words from markdown to safe HTML, rendered once, on save."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

VERSION = 1  # raise it when the rendering changes, so that stored HTML can be renewed
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code"}
_PARSER = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True}).enable(
    ["emphasis", "list", "blockquote", "link", "newline", "escape", "backticks", "autolink", "paragraph"]
)


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
