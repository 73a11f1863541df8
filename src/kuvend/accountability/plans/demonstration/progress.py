"""What became of the finished plan: reports of progress, and the independent review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from kuvend.accountability.plans.models import Commitment, Milestone
from kuvend.accountability.plans.progress.actions import (
    Codes,
    GivenEvidence,
    GivenFailure,
    GivenReading,
    assess_commitment,
    report_progress,
)
from kuvend.foundation.core.text import Localized
from kuvend.foundation.demonstration.data import Entry, entries, read
from kuvend.foundation.demonstration.days import at as moment
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import REVIEWER, World
from kuvend.foundation.documents.actions import store_file
from kuvend.foundation.documents.files import check_file
from kuvend.foundation.people.models import Institution

EVIDENCE = Path(__file__).parent / "data" / "evidence"
CODES = ("verifiable", "open_gov_lens", "potential", "completion", "early_results")


def progress_events(world: World) -> Iterator[Event]:
    """Yield the reports, and the review on the day of its results."""
    for report in entries("reports"):
        yield Event(moment(report["date"], 13), partial(_report, world, report))
    review = read("reviews")
    for assessment in review["reviews"]:
        yield Event(moment(review["results_date"], 12), partial(_assess, world, assessment, review["reviewer"]))


def _report(world: World, entry: Entry, at: datetime) -> None:
    milestone = Milestone.objects.select_related("outcome__institution").get(outcome__key=entry["milestone"])
    lead = milestone.outcome.institution
    if lead is None:
        raise ValueError(f"{entry['key']}: nobody leads {entry['milestone']}")
    report_progress(
        actor=world.officer(lead.key, at),
        milestone=milestone,
        status=entry["status"],
        text=Localized(entry["text"]),
        challenges=Localized(entry.get("challenges", {})),
        as_of_date=entry["date"],
        period_date=entry.get("period"),
        evidence=[_evidence(one, at) for one in entry["evidence"]],
        readings=[
            GivenReading(reading["place"], reading["value"], Localized(reading.get("note", {})))
            for reading in entry.get("readings", ())
        ],
        failure=_failure(entry["failure"]) if "failure" in entry else None,
        at=at,
    )


def _evidence(entry: Entry, at: datetime) -> GivenEvidence:
    """Return a piece of evidence, its file checked and stored as one that somebody brings."""
    checked = check_file((EVIDENCE / entry["file"]).read_bytes()) if "file" in entry else None
    return GivenEvidence(
        title=Localized(entry["title"]),
        url=entry.get("url", ""),
        event_date=entry["date_of_event"],
        snapshot=entry.get("snapshot", checked.excerpt if checked else ""),
        file=store_file(checked, at=at) if checked else None,
    )


def _failure(entry: Entry) -> GivenFailure:
    return GivenFailure(
        reason=Localized(entry["reason"]),
        institution=Institution.objects.get(key=entry["institution"]) if "institution" in entry else None,
        position=Localized(entry.get("position", {})),
        remedy=Localized(entry["remedy"]),
        new_date=entry.get("new_date"),
        not_at_all="new_date" not in entry,
    )


def _assess(world: World, entry: Entry, reviewer: dict[str, str], at: datetime) -> None:
    assess_commitment(
        actor=world.actor(REVIEWER, at),
        commitment=Commitment.objects.get(outcome__key=entry["commitment"]),
        codes=Codes(**{name: entry[name] for name in CODES}),
        text=Localized(entry["text"]),
        source_title=Localized(reviewer),  # says that it is simulated
        at=at,
    )
