"""The export folder of Polis as one zip file, with the published map and the tables beside it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from django.urls import reverse

from kuvend.engines.formats.polis import Conversation, Statement, VoteLog, write_conversation
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.models import OpinionMap
from kuvend.publication.opendata.deliberations.crosstabs import HEADER, K, table_rows
from kuvend.publication.opendata.deliberations.queries import Taken, TakenStatement, counts_of
from kuvend.publication.opendata.licence import LICENCE, site_url
from kuvend.publication.opendata.values import harmless

FORMAT = "kuvend-deliberation-map/1"
PIECE = 1 << 16  # bytes

ABOUT = """\
A deliberation of {site}, without names. Licence: {licence}.

votes.csv, comments.csv, participants-votes.csv, summary.csv: the export folder of Polis. voter-id is a number made for
this deliberation alone. Every vote carries the moment at which the deliberation opened, whenever it was cast.
author-id is no voter-id. A statement that was hidden or taken back has no words; what is not asked has moderated -1.
map.json: the map as it is published, its digest, and the public id of each comment-id.
crosstabs.csv: answers by group and by what people say of themselves; no cell below {k} is given.

Draw the map again, and compare:
  kuvend opinion map FOLDER{groups} --out map-again.json
  kuvend opinion compare map-again.json FOLDER/participants-votes.csv
"""


def conversation_of(found: Taken) -> Conversation:
    """Return a deliberation as the interchange format has it."""
    opened = _milliseconds(found.activity.opens_at)
    votes = found.votes
    log = VoteLog(votes.people, votes.statements, votes.values, np.full(len(votes.values), opened, np.int64))
    title = found.activity.title.shown("en")[0]
    about = {
        "topic": harmless(title),
        "url": site_url(reverse("deliberation_results", args=[found.activity.public_id])),
    }
    return Conversation(log, tuple(_statement(one) for one in found.statements), found.groups, about)


def _milliseconds(moment: Any) -> int:
    return int(moment.astimezone(UTC).timestamp() * 1000)


def _statement(one: TakenStatement) -> Statement:
    return Statement(
        one.number,
        harmless(one.words),
        author=one.author,
        created_at=_milliseconds(one.posted_at),
        moderated=1 if one.asked else -1,
        is_meta=one.meta,
        is_seed=one.seeded,
        agrees=one.agrees,
        disagrees=one.disagrees,
    )


def groups_option(kept: OpinionMap) -> str:
    """Return what the command that draws a map again needs where its number of groups was set, "" otherwise."""
    groups = kept.deliberation.groups
    return f" --groups {groups}" if groups else ""


def map_file(activity: Activity, kept: OpinionMap, statements: list[TakenStatement]) -> bytes:
    """Return the published map. SHA-256 of `content` as JSON with sorted keys and without spaces is its digest.

    `lineage`, outside of it, says under which letters and on which sides the site shows a map that is closed.
    """
    content = {"counts": counts_of(activity), "voters": kept.voters, "map": kept.result or None}
    found = {
        "format": FORMAT,
        "deliberation": activity.public_id,
        "title": activity.title,
        "computed_at": kept.computed_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "mode": kept.mode,
        "groups_set": kept.deliberation.groups,
        "lineage": kept.lineage,
        "votes": kept.votes,
        "digest": kept.digest,
        "statements": [one.public_id for one in statements],
        "content": content,
    }
    return json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def crosstabs_file(found: Taken) -> bytes:
    """Return the tables as CSV."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([HEADER, *table_rows(found)])
    return buffer.getvalue().encode()


def zipped(found: Taken) -> Iterator[bytes]:
    """Yield the zip file of everything; it is made in a folder of its own, which goes when it is read."""
    public_id, groups = found.activity.public_id, groups_option(found.map)
    with TemporaryDirectory(prefix="kuvend-data-") as place:
        folder, whole = Path(place) / public_id, Path(place) / "whole.zip"
        write_conversation(folder, conversation_of(found))
        (folder / "map.json").write_bytes(map_file(found.activity, found.map, found.statements))
        (folder / "crosstabs.csv").write_bytes(crosstabs_file(found))
        about = ABOUT.format(site=site_url(), licence=LICENCE, k=K, groups=groups)
        (folder / "README.txt").write_text(about, encoding="utf-8")
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.iterdir()):
                archive.write(file, f"{public_id}/{file.name}")
        with whole.open("rb") as made:
            while piece := made.read(PIECE):
                yield piece
