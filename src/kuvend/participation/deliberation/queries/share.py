"""What other sites show beside a link to a deliberation: a title, a sentence, a picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kuvend.foundation.core.templatetags.words import number, percent
from kuvend.foundation.core.text import Localized
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.card import HEIGHT, WIDTH, Card
from kuvend.participation.deliberation.models import Release
from kuvend.participation.deliberation.queries.results import results_page


@dataclass(frozen=True)
class Share:
    """The tags of a page in the Open Graph vocabulary (ogp.me); `url` and `image` are full addresses."""

    title: str
    description: str
    url: str
    image: str
    width: int = WIDTH
    height: int = HEIGHT


def plain(title: Localized) -> str:
    """Return a title in the reader's language, else in the other one, as text without markup."""
    return title.reading(get_language() or settings.LANGUAGE_CODE)[0]


def share_of(activity: Activity, *, page: str, release: Release | None) -> Share:
    """Return the tags of a page of a deliberation; `page` is the name of its address."""
    site = f"{settings.KUVEND_SCHEME}://{settings.KUVEND_HOST}"
    return Share(
        title=plain(activity.title),
        description=numbers_sentence(release),
        url=site + reverse(page, args=[activity.public_id]),
        image=site + reverse("deliberation_card", args=[activity.public_id]),
    )


def numbers_sentence(release: Release | None) -> str:
    """Say how many people voted, and how often, as it was released."""
    if release is None:
        return _("Say whether you agree, one statement at a time.")
    voters, votes = release.voters, release.votes
    people = ngettext("%(n)s person has voted", "%(n)s people have voted", voters) % {"n": number(voters)}
    cast = ngettext("%(n)s vote", "%(n)s votes", votes) % {"n": number(votes)}
    return f"{people} · {cast}"


def card_of(activity: Activity, *, at: datetime) -> Card:
    """Return what the picture of a deliberation says: what most agree on, once numbers are shown."""
    page = results_page(activity, at=at)
    first = page.united[0] if page.united else None
    site = settings.SITE_NAME.get(get_language() or "", "")
    card = Card(f"Kuvend · {site}", plain(activity.title), numbers_sentence(page.release))
    if first is None or first.tally is None:
        return card
    share = first.tally.agree_share
    heading = f"{_('What most of us agree on')}: {percent(share)}"
    return Card(card.site, card.title, card.numbers, heading, first.words.text, share)
