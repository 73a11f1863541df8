"""What is told of a page where somebody links to it: in its head, and on its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.language_names import locale_of
from kuvend.foundation.core.sharing import Share
from kuvend.foundation.core.wording import excerpt
from kuvend.foundation.datasets.short import sort_of
from kuvend.publication.sharing.card import HEIGHT, WIDTH, Card

UNDRAWN = {"public_id", "stamp", "language", "deed", "deed_url"}
MOST_TITLE, MOST_DESCRIPTION = 110, 200  # characters; other sites show about as many


@dataclass(frozen=True)
class HeadTags:
    """The tags of a page in the Open Graph vocabulary (ogp.me); addresses are whole.

    `pages` are (language, address) of the page in each language of the site, its own among them.
    """

    type: str
    title: str
    description: str
    url: str
    pages: Sequence[tuple[str, str]]
    image: str
    locale: str
    other_locales: Sequence[str]
    width: int = WIDTH
    height: int = HEIGHT


def head_tags(path: str, *, title: str, description: str, share: Share | None) -> HeadTags:
    """Return the tags of the page at a path; where it hands no `share`, of its title and description."""
    language, described = get_language() or settings.LANGUAGE_CODE, share or site_share()
    title, description = (share.title, _sentence(share)) if share else (title, description or described.description)
    pages = [(code, site_url(_in(code, path, language))) for code, _name in settings.LANGUAGES]
    return HeadTags(
        type="article" if share else "website",
        title=excerpt(title, MOST_TITLE),
        description=excerpt(description, MOST_DESCRIPTION),
        url=site_url(path),
        pages=pages if len(pages) > 1 else [],
        image=site_url(card_address(described)),
        locale=locale_of(language),
        other_locales=[locale_of(code) for code, _address in pages if code != language],
    )


def _in(code: str, path: str, language: str) -> str:
    return f"/{code}/{path.removeprefix(f'/{language}/')}"


def _sentence(share: Share) -> str:
    """Return what a page is about and where it stands, in a line."""
    parts = (share.description, share.state, share.figure)
    return " · ".join(part for part in parts if part) or share.kind


def site_share() -> Share:
    """Return what is told of pages that are about no single thing."""
    return Share(
        title=settings.SITE_NAME.get(get_language() or "", "") or "Kuvend",
        description=_("Every contribution gets an answer, and every answer can be followed to the change it made."),
    )


def share_with(public_id: str, at: datetime) -> Share | None:
    """Return what is told of the page that has this id; of the site where its sort tells nothing, None for no page."""
    sort = sort_of(public_id)
    if sort is None:
        return None
    return sort.share(public_id, at) if sort.share else site_share()


def card_address(share: Share) -> str:
    """Return the address of a card; another one as soon as it tells something else, as other sites keep pictures."""
    version = blake2b(f"{share.stamp} {card_of(share)}".encode(), digest_size=5).hexdigest()
    return f"{reverse('card', args=[share.public_id]) if share.public_id else reverse('site_card')}?v={version}"


def card_of(share: Share) -> Card:
    """Return what the picture of a page says."""
    words = {name: text for name, text in asdict(share).items() if name not in UNDRAWN}
    site = settings.SITE_NAME.get(get_language() or "", "")
    if settings.KUVEND_DEMO:
        site = f"{site} · {_('Demonstration')}"
    return Card(site=site if share.public_id else "", address=short_address(share.public_id), **words)


def short_address(public_id: str) -> str:
    """Return the short address of a thing as one types it, the site's where it has none."""
    return f"{settings.KUVEND_HOST}/k/{public_id}" if public_id else settings.KUVEND_HOST
