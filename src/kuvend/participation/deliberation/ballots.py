"""The ballots of a deliberation as a folder in Polis' export format, for an official auditor: never open data.

A few known answers single a whole ballot out (docs/adr/0010-releases-of-a-deliberation.md), so nobody but the operator
can take them out. What is on record lets an auditor make sure of them: the salted seal of `votes.csv` as it was when
the deliberation had closed. The folder holds the answers that the latest release counts, as it counts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from django.utils.crypto import salted_hmac

from kuvend.engines.formats.polis import Conversation, Statement, VoteLog, write_conversation, write_votes
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation import models
from kuvend.participation.deliberation.maps.previous import MemberRows
from kuvend.participation.deliberation.maps.rows import read_ballots

BITS = 50  # exact in every program that reads numbers; two of a million people share one once in 2,000 deliberations
PURPOSE = "kuvend.opendata.deliberations"
PIECE = 1 << 20  # bytes
GROUPS_BEFORE = "groups-before.csv"


def numbers_of(participant_ids: Iterable[int], *, deliberation: str) -> dict[int, int]:
    """Return the number of each participant (row id) in the ballots of a deliberation (its public id).

    It is made for this deliberation alone, in an order that says nothing, and leads neither to a person, nor to the
    pseudonym, nor to another deliberation's numbers; only who holds the instance's secret can make it again.
    """
    return {one: _number(one, deliberation) for one in participant_ids}


def _number(participant_id: int, deliberation: str) -> int:
    mac = salted_hmac(f"{PURPOSE}:{deliberation}", str(participant_id), algorithm="sha256").digest()
    return int.from_bytes(mac) >> (256 - BITS)


def ballots_of(activity: Activity) -> Conversation:
    """Return the ballots with the statements they answer. All votes carry one moment, and no statement an author.

    Which statements shape the map is said as it was when the release was drawn: what is hidden later changes no map.
    """
    opened = _milliseconds(activity.opens_at)
    state = models.MapState.objects.filter(pk=activity.pk).first()
    axes, members = (state.axes, bytes(state.members)) if state else ({"statements": [], "silent": []}, b"")
    silent = dict(zip(axes["statements"], axes["silent"], strict=True))
    statements = [
        _statement(number, row, opened, silent.get(row.pk))
        for number, row in enumerate(
            models.Statement.objects.filter(contribution__activity=activity)
            .select_related("contribution")
            .order_by("pk")
        )
    ]
    number = _voter_numbers(activity)
    grouped = MemberRows.unpacked(members)
    pairs = zip(grouped.people.tolist(), grouped.groups.tolist(), strict=True)
    groups = {number[one]: group for one, group in pairs if one in number}
    return Conversation(_log(activity), tuple(statements), groups, {"topic": activity.title.reading(SOURCE)[0]})


def _log(activity: Activity) -> VoteLog:
    votes = read_ballots(activity.pk)
    if votes is None:
        empty = np.zeros(0, np.int64)
        return VoteLog(empty, empty, empty.astype(np.int8), empty)
    ids = models.Statement.objects.filter(contribution__activity=activity).order_by("pk").values_list("pk", flat=True)
    number = _voter_numbers(activity)
    people, row = np.unique(votes.participants, return_inverse=True)
    times = np.full(len(votes.values), _milliseconds(activity.opens_at), np.int64)
    numbers = np.array([number[one] for one in people.tolist()], np.int64)
    return VoteLog(numbers[row], np.searchsorted(np.array(ids, np.int64), votes.statements), votes.values, times)


def _voter_numbers(activity: Activity) -> dict[int, int]:
    voters = models.Vote.objects.filter(statement__contribution__activity=activity, released__isnull=False)
    known_ids = voters.values_list("participant_id", flat=True).distinct()
    return numbers_of(known_ids, deliberation=activity.public_id)


def _milliseconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp() * 1000)


def _statement(number: int, row: models.Statement, opened: int, silent: bool | None) -> Statement:
    public = row.contribution.state == State.PUBLISHED
    out = not public or row.contribution.continues
    if silent is not None and not row.meta:
        out = silent
    return Statement(
        number,
        (row.contribution.body or row.contribution.title) if public else "",
        created_at=opened,
        moderated=-1 if out else 1,
        is_meta=row.meta,
        is_seed=row.seeded,
    )


def seal_of(activity: Activity, salt: bytes) -> str:
    """Return SHA-256 of the salt followed by `votes.csv`, in hexadecimal: the seal that is put on record."""
    with TemporaryDirectory(prefix="kuvend-ballots-") as place:
        file = Path(place) / "votes.csv"
        write_votes(file, _log(activity))
        digest = sha256(salt)
        with file.open("rb") as lines:
            while piece := lines.read(PIECE):
                digest.update(piece)
    return digest.hexdigest()


def groups_before(activity: Activity) -> bytes:
    """Return who stood in which group of the release before the closing, as a table; b"" where there was none."""
    state = models.MapState.objects.filter(pk=activity.pk).first()
    group_of = MemberRows.unpacked(bytes(state.before) if state else b"").as_dict()
    number = _voter_numbers(activity)
    rows = sorted((number[one], group) for one, group in group_of.items() if one in number)
    return "".join(["participant,group-id\n", *(f"{one},{group}\n" for one, group in rows)]).encode() if rows else b""


def groups_seal_of(activity: Activity, salt: bytes) -> str:
    """Return SHA-256 of the salt followed by `groups-before.csv`; "" where there was no release before."""
    table = groups_before(activity)
    return sha256(salt + table).hexdigest() if table else ""


def write_ballots(activity: Activity, folder: Path) -> Conversation:
    """Write the folder and return what is in it. Raises OSError."""
    ballots, before = ballots_of(activity), groups_before(activity)
    write_conversation(folder, ballots)
    if before:
        (folder / GROUPS_BEFORE).write_bytes(before)
    return ballots
