"""What became of the finished plan: reports of progress, and the independent review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from kuvend.accountability.plans.actions import Codes, GivenEvidence, assess_commitment, report_progress
from kuvend.accountability.plans.models import Commitment, Milestone
from kuvend.foundation.core.text import Localized
from kuvend.web.demo.data import Entry, entries, read
from kuvend.web.demo.days import at as moment
from kuvend.web.demo.timeline import Event
from kuvend.web.demo.world import REVIEWER, World

CODES = ("verifiable", "open_gov_lens", "potential", "completion", "early_results")


def progress_events(world: World) -> Iterator[Event]:
    """Yield the reports, and the review on the day of its results."""
    for report in entries("reports"):
        yield Event(moment(report["date"], 13), partial(_report, world, report))
    review = read("reviews")
    for one in review["reviews"]:
        yield Event(moment(review["results_date"], 12), partial(_assess, world, one, review["reviewer"]))


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
        evidence=[
            GivenEvidence(Localized(one["title"]), one.get("url", ""), one.get("date_of_event"))
            for one in entry["evidence"]
        ],
        at=at,
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
