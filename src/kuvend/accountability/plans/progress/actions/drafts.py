"""Drafts of reports and assessments: kept while written, shared by who may publish them, gone when published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.models import Commitment, FormDraft, KeptFile, Milestone
from kuvend.accountability.plans.progress import rules
from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.people.actor import Actor

CHANGED = _("Somebody changed this draft meanwhile. Read how it stands now, then go on.")
GONE = _(
    "Somebody published or deleted this draft meanwhile. What you wrote is still here: read what is published first."
)
NO_DRAFT = 0  # the version that was read where there was no draft


@transaction.atomic
def keep_form_draft(
    *, actor: Actor, about: Milestone | Commitment, values: Mapping[str, str], seen_version: int, at: datetime
) -> FormDraft:
    """Keep the form's values as the next version of the draft; the same values again change nothing.

    Raises:
        NotAllowed: when the actor may not publish it, or when somebody changed, deleted or published the draft since
            `seen_version`: a window that showed it begins no other one in its place.
    """
    _require(actor, about)
    if seen_version != NO_DRAFT and not FormDraft.objects.filter(outcome_id=about.outcome_id).exists():
        raise NotAllowed(GONE)
    by = {"edited_at": at, "edited_by_id": actor.person_id}
    row, created = FormDraft.objects.get_or_create(outcome_id=about.outcome_id, defaults={"values": dict(values), **by})
    if created:
        return row
    row = _locked(about, seen_version)
    if row.values != dict(values):
        row.values, row.version, row.edited_at = dict(values), row.version + 1, at
        row.edited_by_id = actor.person_id
        row.save(update_fields=["values", "version", "edited_at", "edited_by"])
    return row


@transaction.atomic
def drop_form_draft(*, actor: Actor, about: Milestone | Commitment, seen_version: int) -> None:
    """Delete a draft as it was read, with the files it names; one that is gone already stays gone.

    Raises:
        NotAllowed: when the actor may not publish it, or when somebody changed the draft since `seen_version`.
    """
    _require(actor, about)
    if FormDraft.objects.filter(outcome_id=about.outcome_id).exists():
        take_form_draft(about=about, seen_version=seen_version)


def take_form_draft(*, about: Milestone | Commitment, seen_version: int) -> None:
    """Delete the draft that is being published, or dropped, and forget that its files were kept.

    Raises:
        NotAllowed: when somebody changed, deleted or published the draft since `seen_version`.
    """
    row = _locked(about, seen_version)
    KeptFile.objects.filter(public_id__in=files_named(row.values), milestone__outcome_id=row.outcome_id).delete()
    row.delete()


def files_named(values: Mapping[str, str]) -> list[str]:
    """Return the public ids of the kept files that a draft names."""
    return [value for name, value in values.items() if name.endswith("-kept") and value]


def _require(actor: Actor, about: Milestone | Commitment) -> None:
    if isinstance(about, Milestone):
        require(rules.may_report_progress(actor, about))
    else:
        require(rules.may_assess_commitment(actor, about))


def _locked(about: Milestone | Commitment, seen_version: int) -> FormDraft:
    row = FormDraft.objects.select_for_update().filter(outcome_id=about.outcome_id).first()
    if row is None or row.version != seen_version:
        raise NotAllowed(CHANGED)
    return row
