"""Keep the files of evidence: once for each content, and privately while a form still has faults."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from unicodedata import category

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kuvend.accountability.plans.models import KeptFile, Milestone
from kuvend.accountability.plans.progress import rules
from kuvend.foundation.core.access import require
from kuvend.foundation.core.words import one_line
from kuvend.foundation.documents.actions import check_filing, store_file
from kuvend.foundation.documents.files import TooLarge, Unfit, check_file
from kuvend.foundation.people.actor import Actor

KEPT = timedelta(days=7)
MOST_KEPT = 20  # for one person and milestone
LONGEST_NAME = 120


@transaction.atomic
def keep_file(*, actor: Actor, milestone: Milestone, content: bytes, name: str, at: datetime) -> KeptFile:
    """Keep a file that was chosen in a form, privately, until its report is published or a week is over.

    Raises:
        NotAllowed: when the actor may not report here.
        Unfit: when the file is none that is taken, was redacted, or too many of this person wait.
    """
    require(rules.may_keep_file(actor, milestone))
    plain = _plain(name)
    try:
        checked = check_file(content)
    except TooLarge as error:
        raise Unfit(_("The file is larger than 10 MB. Make it smaller, or give a link.")) from error
    waiting = _kept_by(actor, milestone)
    if waiting.count() >= MOST_KEPT:
        raise Unfit(_("%(n)d files wait here without a report. Drop some first.") % {"n": MOST_KEPT})
    assert actor.person_id is not None  # else the rule refused
    file = store_file(checked, at=at)
    check_filing(file)
    row, _created = KeptFile.objects.update_or_create(
        person_id=actor.person_id,
        milestone=milestone,
        file=file,
        defaults={"name": plain, "kept_at": at, "excerpt": checked.excerpt},
    )
    return row


def _kept_by(actor: Actor, milestone: Milestone) -> QuerySet[KeptFile]:
    if actor.person_id is None:
        return KeptFile.objects.none()
    return KeptFile.objects.filter(person_id=actor.person_id, milestone=milestone)


def _plain(name: str) -> str:
    """Return a file's name as it is shown, normalised as all words are: macOS names pictures with narrow spaces.

    It is never used as a path.

    Raises:
        Unfit: when it is a path, holds control characters, or is nothing.
    """
    plain = one_line(name)
    if any(one in "/\\" or category(one) == "Cc" for one in name) or plain.strip(". ") == "":
        raise Unfit(_("The file needs a plain name, without folders."))
    ending = PurePosixPath(plain).suffix[:10]
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - len(ending)] + ending


@transaction.atomic
def drop_kept_file(*, actor: Actor, milestone: Milestone, public_id: str) -> None:
    """Forget a file that the actor kept; nothing happens when there is none of the kind. Its content goes by a job."""
    _kept_by(actor, milestone).filter(public_id=public_id).delete()


def release_kept(actor: Actor, milestone: Milestone, hashes: Collection[str]) -> None:
    """Forget that files were kept for the actor, now that a report has them."""
    _kept_by(actor, milestone).filter(file_id__in=hashes).delete()


@transaction.atomic
def forget_kept_files(*, at: datetime) -> int:
    """Delete files kept for a week without a report or its draft; return how many. Their contents go by a job."""
    old = KeptFile.objects.filter(kept_at__lt=at - KEPT)
    return old.exclude(milestone__outcome__form_draft__isnull=False).delete()[0]
