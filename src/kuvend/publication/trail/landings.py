"""How a landing is told: how far words are on their way into a text, and since when they are that no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.markdown import without_signs
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.responses.enums import Standing
from kuvend.foundation.responses.models import Landing, ResponseText
from kuvend.foundation.responses.rules import owner_of

TITLES = {
    Standing.LANDED: gettext_lazy("Landed in %(outcome)s"),
    Standing.PROMISED: gettext_lazy("A change was promised in %(outcome)s"),
    Standing.PROPOSED: gettext_lazy("A change was proposed in %(outcome)s"),
    Standing.REFUSED: gettext_lazy("Refused: a change in %(outcome)s"),
}
PROOFS = {
    Standing.LANDED: "words_landed",
    Standing.PROMISED: "landing_promised",
    Standing.PROPOSED: "landing_proposed",
    Standing.REFUSED: "landing_refused",
}


def ending_of(landing: Landing, texts: Sequence[ResponseText]) -> str:
    """Say since when a landing that was taken back is what it was no more, its day, and why; "" for any other one.

    Args:
        texts: the versions of its answer: the one that took it back has the reason.
    """
    if landing.taken_back_at is None:
        return ""
    day = {"day": _day(local_date(landing.taken_back_at))}
    if landing.landed_at:
        sentences = [_("No longer said to have landed since %(day)s.") % day]
    else:
        sentences = [
            (_("No longer promised since %(day)s.") if landing.agreed_at else _("No longer proposed since %(day)s."))
            % day
        ]
    if landing.due_date:
        sentences.append(_("The change was due by %(day)s.") % {"day": _day(landing.due_date)})
    reasons = (str(text.note) for text in texts if text.published_at == landing.taken_back_at)
    return " ".join([*sentences, *reasons])


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def as_read(passage: Localized) -> Localized:
    """Return a passage as its text is read: without the signs of Markdown."""
    return Localized({code: without_signs(words) for code, words in passage.items()})


def title_with_kind(outcome: Outcome) -> str:
    """Name a text by its title, its kind and number behind."""
    kind = f"{outcome.sort.label} {outcome.number}".strip()
    return f"{outcome.title} ({kind})"


def waits_for(landing: Landing) -> str:
    """Say what a landing still waits for."""
    if landing.standing not in {Standing.PROPOSED, Standing.PROMISED}:
        return ""
    sentences = [_("Nothing has changed there yet.")]
    if landing.standing == Standing.PROPOSED:
        owner = owner_of(landing.text.outcome)
        sentences = [
            _("It is the text of %(institution)s, which has to agree.") % {"institution": owner.name if owner else ""}
        ]
    if landing.due_date:
        sentences.append(_("The text is to change by %(due_date)s.") % {"due_date": _day(landing.due_date)})
    return " ".join(sentences)
