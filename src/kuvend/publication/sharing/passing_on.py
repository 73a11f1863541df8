"""What the pages that pass something on show: its short address, a notice with a code to photograph, an embed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import segno
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.sharing import Share
from kuvend.foundation.core.wording import excerpt
from kuvend.foundation.datasets.short import sort_of
from kuvend.publication.sharing.queries import short_address

EMBED_WIDTH, EMBED_HEIGHT = 600, 400  # pixels
MOST_WORDS = 160  # characters
QUIET = 4  # modules of white around a code (ISO/IEC 18004, 9.1)


@dataclass(frozen=True)
class PassedOn:
    """A page with what one needs to pass it on.

    Attributes:
        url: its address in the language of the reader, `whole_url` with that of the site.
        words: what it is about, cut after a word.
        deed: what one can do about it now, or that one reads it; `deed_url` where, as a whole address.
        short: its short address as one types it, `short_url` the whole of it.
        notice_url: the sheet for a notice board.
        embed: the piece of HTML that shows it on another page.
    """

    share: Share
    url: str
    whole_url: str
    words: str
    deed: str
    deed_url: str
    short: str
    short_url: str
    notice_url: str
    embed: str


def passed_on(public_id: str, at: datetime) -> PassedOn | None:
    """Return what passes on the page that has this id; None where there is none, or nothing is told of it."""
    sort = sort_of(public_id)
    share = sort.share(public_id, at) if sort and sort.share else None
    if sort is None or share is None:
        return None
    url = reverse(sort.page, args=[public_id])
    return PassedOn(
        share=share,
        url=url,
        whole_url=site_url(url),
        words=excerpt(share.description, MOST_WORDS),
        deed=share.deed or _("Read it"),
        deed_url=site_url(share.deed_url or url),
        short=short_address(public_id),
        short_url=short_url(public_id),
        notice_url=reverse("notice", args=[public_id]),
        embed=embed_code(share),
    )


def short_url(public_id: str) -> str:
    """Return the whole short address of a thing."""
    return site_url(reverse("short_address", args=[public_id]))


def embed_code(share: Share) -> str:
    """Return the frame that another page shows a thing in: without a script, loaded when it comes into sight."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0;max-width:100%"></iframe>',
        site_url(reverse("embed", args=[share.public_id])), share.title, EMBED_WIDTH, EMBED_HEIGHT,
    )  # fmt: skip


def code_of(public_id: str) -> SafeString:
    """Draw the code of a short address, which a telephone reads: black on white in every scheme and on paper."""
    code = segno.make_qr(short_url(public_id), error="q")
    return mark_safe(  # noqa: S308 - drawn of our own address alone
        code.svg_inline(border=QUIET, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff")
    )
