"""The frame of every page: parts that many pages have alike, drawn once for each language and kept, and its head."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kuvend.foundation.core.navigation import main_pages
from kuvend.foundation.core.sharing import Share, words_of_html
from kuvend.foundation.datasets import listed
from kuvend.foundation.datasets.feeds import Feed
from kuvend.publication.sharing.queries import HeadTags, head_tags, short_address

register = template.Library()


@register.simple_tag
def drawn_once(name: str) -> SafeString:
    """Draw a template that says the same on every page of a language, and hangs on nothing that an operator sets."""
    return _template_text(name, get_language())


@register.simple_tag
def feeds() -> list[Feed]:
    """Return the feeds of the site, which every page names in its head."""
    return list(listed.feeds().values())


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> SafeString:
    """Draw the links to the main pages, with a mark on the one that is open or that the open page belongs to."""
    match = getattr(context.get("request"), "resolver_match", None)
    here, section = (match.url_name if match else ""), context.get("section", "")
    names = {page.url_name for page in main_pages()}
    return _navigation(here if here in names else "", section if section in names else "", get_language())


class WordsNode(template.Node):
    """Draws what it frames into a name of the context, as plain words in one line."""

    child_nodelists = ("words",)

    def __init__(self, words: template.NodeList, name: str) -> None:
        self.words, self.name = words, name

    def render(self, context: template.Context) -> str:
        context[self.name] = words_of_html(self.words.render(context))
        return ""


@register.tag
def words(parser: Any, token: Any) -> WordsNode:
    """Keep what stands between `{% words name %}` and `{% endwords %}` under that name, to be drawn more than once."""
    _tag, name = token.split_contents()
    framed = parser.parse(("endwords",))
    parser.delete_first_token()
    return WordsNode(framed, name)


@register.simple_tag(takes_context=True)
def page_tags(context: template.Context, title: str, description: str) -> HeadTags:
    """Return the tags by which other sites show the page: of what its view hands as `share`, else of its own words."""
    request, share = context["request"], context.get("share")
    query = request.GET.copy()
    query.pop("done", None)
    path = f"{request.path}?{query.urlencode()}" if query else request.path
    return head_tags(path, title=title, description=description, share=share if isinstance(share, Share) else None)


@register.filter
def short(share: Share) -> str:
    """Return the short address of what a page is about, as one types it."""
    return short_address(share.public_id)


@lru_cache(maxsize=64)
def _template_text(name: str, _language: str | None) -> SafeString:
    return render_to_string(name)


@lru_cache(maxsize=256)
def _navigation(here: str, section: str, _language: str | None) -> SafeString:
    return render_to_string("parts/navigation.html", {"pages": main_pages(), "here": here, "section": section})
