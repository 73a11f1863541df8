"""People's words from markdown to safe HTML, rendered once, on save."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

VERSION = 2  # raise it when the rendering changes, and renew the stored HTML in a migration
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code"}
ADDRESS = re.compile(r"https?://[^\s<>\"\`“”„«»]+", re.IGNORECASE)
LONGEST_ADDRESS = 2000  # characters; what is longer stays text
TEXT_TAGS = TAGS | {"table", "thead", "tbody", "tr", "th", "td"}
_PARSER = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True}).enable(
    ["emphasis", "list", "blockquote", "link", "newline", "escape", "backticks", "autolink", "paragraph"]
)

_PLAIN_PARSER = MarkdownIt("zero", {"html": False, "linkify": False}).enable(
    ["emphasis", "link", "newline", "escape", "backticks", "autolink", "paragraph"]
)
LEADING = re.compile(r"^[ \t]*(?:[-*+>|][ \t]+)+|[ \t]*\|[ \t]*$|^[ \t|:-]+$", re.MULTILINE)
SIGNS = (
    (re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE), "– "),
    (re.compile(r"^[ \t]*>[ \t]+|^[ \t|:-]+$|\*\*|`", re.MULTILINE), ""),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)"), r"\1 (\2)"),
)
BETWEEN_CELLS = re.compile(r"[ \t]+\|[ \t]+")
_TEXT_PARSER = MarkdownIt("zero", {"html": False, "linkify": False, "breaks": True}).enable(
    [*_PARSER.get_active_rules()["block"], *_PARSER.get_active_rules()["inline"], "table"]
)


def _link_addresses(state: StateCore) -> None:
    """Make links of whole addresses of http and https in plain text, in one pass however they are repeated.

    Ours, since linkify-it-py needs time that grows with the square of the addresses (minutes for 140 kB).
    """
    for token in state.tokens:
        if token.type == "inline" and token.children and "://" in token.content:
            within, children = 0, list[Token]()
            for child in token.children:
                within += {"link_open": 1, "link_close": -1}.get(child.type, 0)
                children += _linked(state.md, child) if child.type == "text" and not within else [child]
            token.children = children


def _linked(parser: MarkdownIt, text: Token) -> Iterator[Token]:
    end = 0
    for match in ADDRESS.finditer(text.content):
        address = match[0].rstrip(".,;:!?'*_")
        if address.endswith(")") and address.count("(") < address.count(")"):
            address = address.rstrip(").,;:!?'*_")
        if len(address) > LONGEST_ADDRESS or not parser.validateLink(address):
            continue
        yield Token("text", "", 0, content=text.content[end : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": parser.normalizeLink(address)})
        yield Token("text", "", 0, content=address)
        yield Token("link_close", "a", -1)
        end = match.start() + len(address)
    yield Token("text", "", 0, content=text.content[end:])


for _parser in (_PARSER, _TEXT_PARSER):
    _parser.core.ruler.after("text_join", "addresses", _link_addresses)


def _only_full_links(tag: str, name: str, value: str) -> str | None:
    return None if tag == "a" and name == "href" and not value.startswith(("https://", "http://")) else value


def render(source: str) -> str:
    """Return safe HTML of markdown `source`: no images, no headings, no raw HTML, links marked nofollow."""
    return _clean(_PARSER.render(source), TAGS)


@lru_cache(maxsize=1024)  # the sections of a text are read by everybody and change seldom
def render_text(source: str) -> str:
    """Return safe HTML of a text that an institution puts up: as people's words, with tables."""
    return _clean(_TEXT_PARSER.render(source), TEXT_TAGS)


@lru_cache(maxsize=4096)  # quotations of the same few sentences stand beside many comments
def plain(source: str) -> str:
    """Return the words of a text in one line, without the signs of its small Markdown; numbers of items stay."""
    html = nh3.clean(_PLAIN_PARSER.render(LEADING.sub("", source)), tags=set())
    return BETWEEN_CELLS.sub(" · ", " ".join(unescape(html).replace("**", "").split()))


def without_signs(part: str) -> str:
    """Return a piece cut out of a text, line by line as it stands, without the signs of its small Markdown."""
    for sign, instead in SIGNS:
        part = sign.sub(instead, part)
    return part


def _clean(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener",
        attribute_filter=_only_full_links,
    )
