"""The few words every template may use (a builtin library): addresses, days, numbers.

They are for frames and single values. A list of rows gets its addresses and days ready-made from its query:
work in a loop costs more than the query itself.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.forms.utils import flatatt
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kuvend.foundation.core.door.sending import FIELD as FORM_TOKEN
from kuvend.foundation.core.door.sending import new_token
from kuvend.foundation.core.instance import in_language, instance
from kuvend.foundation.core.languages import language_marks, only_in
from kuvend.foundation.core.markdown import plain, render_text
from kuvend.foundation.core.markdown import without_signs as words_without_signs
from kuvend.foundation.core.text import Localized, Shown, ordinal, quoted

register = template.Library()
register.filter(quoted)
register.filter(ordinal)
register.filter(only_in)


@lru_cache(maxsize=256)
def _address(name: str, language: str | None) -> str:
    return reverse(name)


@register.simple_tag(takes_context=True)
def csrf_token(context: template.Context) -> SafeString:
    """Write the hidden fields of every form that is sent: Django's mark against foreign pages, and its own token."""
    mark = context.get("csrf_token")
    if not mark or mark == "NOTPROVIDED":
        return SafeString("")
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">',
        mark, FORM_TOKEN, new_token(),
    )  # fmt: skip


@register.filter
def address(name: str) -> str:
    """Return the address of a page that takes no arguments, looked up once per language."""
    return _address(name, get_language())


@register.filter
def day(moment: date | datetime | None) -> SafeString | str:
    """Draw the local day of a date or a moment as a `<time>`; "" for none."""
    if moment is None:
        return ""
    local = localtime(moment).date() if isinstance(moment, datetime) else moment
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), date_format(local, "DATE_FORMAT"))


@register.filter
def draft_words(text: Localized | str) -> SafeString:
    """Draw the words of a draft from their small Markdown; a fallback carries its language and says so."""
    source, language = text.reading() if isinstance(text, Localized) else (text, get_language())
    html = mark_safe(render_text(source))  # noqa: S308 - cleaned when it is rendered
    return _with_language(html, language, "<div{}>{}</div> <p>{}</p>")


@register.filter
def lines(text: Localized | str) -> SafeString:
    """Draw a text with its lines; a fallback carries its language and says so."""
    words, language = _read(text)
    return _with_language(linebreaksbr(words), language, "<span{}>{}</span> {}")


def _with_language(html: SafeString, language: str | None, frame: str) -> SafeString:
    """Draw words that are a fallback with their language and the line that says so, in `frame`; others as they are."""
    if not html or language == get_language():
        return html
    only = format_html('<small class="only">({})</small>', only_in(language or ""))
    return format_html(frame, flatatt(language_marks(language or "")), html, only)


@register.filter
def in_letter(text: Localized | str) -> str:
    """Write a text as letters have it, without marks; a fallback says its language behind it."""
    words, language = _read(text)
    return f"{words} ({only_in(language)})" if words and language != get_language() else words


def _read(text: Localized | str) -> tuple[str, str]:
    words = str(text)  # of a localized text: in the language in which it is shown
    return str.__str__(words), words.language if isinstance(words, Shown) else get_language() or ""


@register.filter
def plain_words(text: Localized | str) -> SafeString | str:
    """Draw a passage of a draft in one line, without the signs of Markdown; a fallback says its language."""
    if isinstance(text, Localized):
        return Localized({code: plain(words) for code, words in text.items()}).__html__()
    return plain(text)


@register.filter
def without_signs(part: str) -> str:
    """Draw a part of a difference without the signs of Markdown, which the reader of a text never sees."""
    return words_without_signs(part)


@register.filter
def number(value: int) -> str:
    """Write a whole number with its thousands set apart as the language does."""
    return str(number_format(value, use_l10n=True, force_grouping=True))


@register.filter
def percent(share: float) -> str:
    """Write a share of a hundred as the language does: 81 % in Albanian, 81% in English."""
    return str(_("%(share)s%%") % {"share": number_format(share, use_l10n=True)})


@register.simple_tag
def instance_name() -> str:
    """Return the name of this site in the reader's language, for letters."""
    return in_language(instance().name, get_language() or "")
