"""Versions of somebody's words: deeds are bound to the one that was read, and words do not change under them.

A page with a deed about words carries the version in its form (`forms/seen_version.html`), its view reads it with
`seen_version_in`, and the action, which has locked the contribution, calls `require_seen` before anything else.
Once somebody supported, replied to or answered a version it stays public beside the later ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.engines.legaltext import difference
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, ContributionText, Support
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.markdown import render
from kuvend.foundation.core.prepared import PreparedObjects, Slot
from kuvend.foundation.core.search import fold
from kuvend.foundation.outcomes.models import Outcome

LOCKED = PreparedObjects(
    lambda: Contribution.objects.filter(pk=Slot("pk")), related=("activity", "participant", "branch"), locking=True
)  # lets replies come in meanwhile
FIELD = "seen_version"
NONE = 0  # what counts as read when nothing is said: no version has this number


class WordsChanged(NotAllowed):
    """Somebody decided about words that are no longer these; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            _("The author changed the words while you were reading. Nothing was done. Read the new words, then decide.")
        )


class TextChanged(WordsChanged):
    """The text that words are about has another version now; nothing was done."""

    def __init__(self) -> None:
        NotAllowed.__init__(
            self, _("The text changed while you were reading. Nothing was posted. Read the new text, then post.")
        )


def locked(contribution: Contribution) -> Contribution:
    """Return a contribution anew, locked until the deed is done. Raises Contribution.DoesNotExist."""
    row = LOCKED.first(pk=contribution.pk)
    if row is None:
        raise Contribution.DoesNotExist
    return row


def require_seen(contribution: Contribution | ContributionText | Outcome, seen_version: int) -> None:
    """Refuse a deed about words that the actor has not read; `contribution` is locked, so that they stay.

    Raises:
        WordsChanged: when `seen_version` is another version than the one that is shown now; of a text TextChanged.
    """
    if contribution.version != seen_version:
        raise TextChanged if isinstance(contribution, Outcome) else WordsChanged


def seen_version_in(data: Mapping[str, str]) -> int:
    """Return the version that a sent form says was read, `NONE` when it says nothing that can be read."""
    typed = data.get(FIELD, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else NONE


def latest_text(contribution: Contribution) -> ContributionText:
    """Return the author's latest version: the one that waits for a moderator, else the one that is shown."""
    texts = ContributionText.objects.filter(Q(waits=True) | Q(version=contribution.version), contribution=contribution)
    return texts.order_by("-version")[0]


def next_version(contribution: Contribution) -> int:
    """Return the number of the version that is written next; those of refused versions are not used again."""
    texts = ContributionText.objects.filter(contribution=contribution)
    return 1 + int(texts.aggregate(last=Max("version"))["last"])


def waiting_text(contribution: Contribution) -> ContributionText | None:
    """Return the version of published words that a moderator has yet to read, or None."""
    return ContributionText.objects.filter(contribution=contribution, waits=True).first()


def rests_on(contribution: Contribution) -> bool:
    """Tell whether anybody supported, replied to or answered the words as they are now, or others continue in them.

    The answer's row belongs to a room above; its relation is all that is known of it here.
    """
    if contribution.support_count or contribution.comment_count:
        return True
    replies = Contribution.objects.filter(parent=contribution).exclude(state=State.WITHDRAWN)
    continued = Q(origins__isnull=False, origins__undone_at__isnull=True)
    rows = Contribution.objects.filter(Q(answered__isnull=False) | continued, pk=contribution.pk)
    return replies.exists() or rows.exists()


def show_version(contribution: Contribution, text: ContributionText, *, at: datetime) -> None:
    """Put `text` in the place of the words that are shown. What rests on those leaves them public, at their version.

    Supports stay with the version they were given to; the number that is shown beside the new words begins anew.
    """
    if contribution.state == State.PUBLISHED:
        text.public_at = at
        if rests_on(contribution):
            former = ContributionText.objects.filter(contribution=contribution, version=contribution.version)
            former.update(stays=True)
    text.waits = False
    text.save(update_fields=["public_at", "waits"])
    contribution.version, contribution.title, contribution.body = text.version, text.title, text.body
    contribution.body_html, contribution.folded = render(text.body), fold(f"{text.title} {text.body}")
    contribution.support_count = Support.objects.filter(contribution=contribution, version=text.version).count()
    contribution.save(update_fields=["version", "title", "body", "body_html", "folded", "support_count"])
    tell_change(contribution, into=text.version)


def staying_texts(contribution: Contribution) -> QuerySet[ContributionText]:
    """Return the earlier versions that everybody can read beside the present words, the first at the top.

    A version joins them only when another takes its place: who has seen the present version has seen them all.
    """
    texts = ContributionText.objects.filter(contribution=contribution, stays=True, hidden_rule="")
    return texts.filter(version__lt=contribution.version).order_by("version")


def hidden_texts(contribution: Contribution) -> QuerySet[ContributionText]:
    """Return the earlier versions that would stand beside the present words, had no moderator hidden them alone."""
    texts = ContributionText.objects.filter(contribution=contribution, stays=True).exclude(hidden_rule="")
    return texts.filter(version__lt=contribution.version).order_by("version")


def tell_change(contribution: Contribution, *, into: int) -> None:
    """Keep how the last readable version before `into` became the next readable one; no other words stand in it."""
    texts = list(staying_texts(contribution))
    before = next((text for text in reversed(texts) if text.version < into), None)
    if before is not None:
        body = next((text.body for text in texts if text.version >= into), contribution.body)
        before.became = became(before.body, body)
        before.save(update_fields=["became"])


def became(old: str, new: str) -> list[list[str]]:
    """Return how `old` became `new`, as runs of [words taken out, words put in]; equal ones were left."""
    return [[part.old, part.new] for block in difference(old=old, new=new) for part in block.parts]


def make_public(contribution: Contribution, *, at: datetime) -> None:
    """Remember when the words that are shown became public, the first time they do."""
    texts = ContributionText.objects.filter(contribution=contribution, version=contribution.version)
    texts.filter(public_at__isnull=True).update(public_at=at)
