"""The parts of the frame that many pages have alike are drawn once in a process for each language, and kept."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kuvend.foundation.core.navigation import main_pages
from kuvend.foundation.datasets import listed
from kuvend.foundation.datasets.feeds import Feed

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


@lru_cache(maxsize=64)
def _template_text(name: str, _language: str | None) -> SafeString:
    return render_to_string(name)


@lru_cache(maxsize=256)
def _navigation(here: str, section: str, _language: str | None) -> SafeString:
    return render_to_string("parts/navigation.html", {"pages": main_pages(), "here": here, "section": section})
