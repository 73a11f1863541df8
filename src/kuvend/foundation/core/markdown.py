"""People's words from markdown to safe HTML, rendered once, on save."""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

VERSION = 1  # raise it when the rendering changes, so that stored HTML can be renewed
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code"}
TEXT_TAGS = TAGS | {"table", "thead", "tbody", "tr", "th", "td"}
_PARSER = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True}).enable(
    ["emphasis", "list", "blockquote", "link", "newline", "escape", "backticks", "autolink", "paragraph"]
)

_TEXT_PARSER = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True}).enable(
    [*_PARSER.get_active_rules()["block"], *_PARSER.get_active_rules()["inline"], "table"]
)


def _only_full_links(tag: str, name: str, value: str) -> str | None:
    return None if tag == "a" and name == "href" and not value.startswith(("https://", "http://")) else value


def render(source: str) -> str:
    """Return safe HTML of markdown `source`: no images, no headings, no raw HTML, links marked nofollow."""
    return _clean(_PARSER.render(source), TAGS)


@lru_cache(maxsize=1024)  # the sections of a text are read by everybody and change seldom
def render_text(source: str) -> str:
    """Return safe HTML of a text that an institution puts up: as people's words, with tables."""
    return _clean(_TEXT_PARSER.render(source), TEXT_TAGS)


def _clean(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
        attribute_filter=_only_full_links,
    )
