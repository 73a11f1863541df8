"""The page of a process without a plan: since when it is there, how to take part in it, how it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import Count, Q
from django.urls import reverse

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import overdue
from kuvend.foundation.core.wording import open_days
from kuvend.foundation.documents.queries import DocumentRow, latest_documents
from kuvend.foundation.processes.models import Activity, Process, ProcessVersion
from kuvend.foundation.processes.process_pages import rows_beside, url_of_process
from kuvend.foundation.processes.queries import process_versions
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty
from kuvend.publication.portal.queries.activities import ListedActivity, listed_activities, other_words

DOCUMENTS = 10  # on the page of a process; the others have a page of their own


@dataclass(frozen=True)
class ProcessPage:
    """Everything that the page of a process shows; the counts are of contributions that are owed an answer.

    `changes` are its corrections, each with the version before it, the newest first; `earlier` what it said before.
    `elsewhere` is the page of the process in another room, "" where it has none: then this one stands for it.
    """

    process: Process
    elsewhere: str
    days: str
    changes: Sequence[tuple[ProcessVersion, ProcessVersion]]
    earlier: Sequence[ProcessVersion]
    activities: Sequence[ListedActivity]
    answered: int
    waiting: int
    overdue: int
    contributions: str
    documents: Sequence[DocumentRow]
    more_documents: bool


def known_process(public_id: str) -> Process | None:
    """Return a process, or None."""
    return Process.objects.filter(public_id=public_id).first()


def process_page(public_id: str, *, at: datetime) -> ProcessPage | None:
    """Return the page of a process, or None."""
    process = Process.objects.select_related(*rows_beside()).filter(public_id=public_id).first()
    if process is None:
        return None
    ways = Activity.objects.filter(process=process).select_related("owner", "process", "scope").order_by("opens_at")
    waiting = Q(state=DutyState.OPEN)
    counts = Duty.objects.filter(contribution__activity__process=process).aggregate(
        answered=Count("pk", filter=Q(state=DutyState.MET)),
        waiting=Count("pk", filter=waiting),
        overdue=Count("pk", filter=waiting & overdue(local_date(at))),
    )
    versions = list(process_versions(process)) if process.version > 1 else []
    documents = latest_documents(process.scope_id, DOCUMENTS + 1)
    return ProcessPage(
        process=process,
        elsewhere=url_of_process(process),
        days=open_days(process.from_date, process.last_day),
        changes=list(pairwise(versions)),
        earlier=other_words(versions),
        activities=listed_activities(sorted(ways, key=lambda activity: activity.end <= at), at),
        contributions=f"{reverse('contributions')}?process={public_id}",
        documents=documents[:DOCUMENTS],
        more_documents=len(documents) > DOCUMENTS,
        **counts,
    )
