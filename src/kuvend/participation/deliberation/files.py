"""The release of a deliberation as JSON, and its tables as CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC

from kuvend.engines.formats.cells import harmless
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.actions.release import content_of
from kuvend.participation.deliberation.models import Release
from kuvend.participation.deliberation.releases.rounding import STEP
from kuvend.participation.deliberation.releases.tables import table_rows

FORMAT = "kuvend-deliberation-map/3"
HEADER = ("by", "part", "statement", "agree", "disagree", "pass")


def map_file(activity: Activity, release: Release) -> bytes:
    """Return the release. SHA-256 of `content` as JSON with sorted keys and without spaces is its digest.

    `lineage`, outside of it, says under which letters the site shows a map that is closed.
    """
    content = {
        "format": FORMAT,
        "deliberation": activity.public_id,
        "title": activity.title,
        "computed_at": release.computed_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "final": release.final,
        "rounded_down_to": STEP,
        "mode": release.mode,
        "groups_set": release.deliberation.groups,
        "lineage": release.lineage,
        "votes": release.votes,
        "digest": release.digest,
        "content": content_of(
            release.file.counts, release.voters, release.result, release.file.tables, release.file.weights
        ),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def crosstabs_file(release: Release) -> bytes:
    """Return the tables as CSV; a number below STEP is empty."""
    buffer = io.StringIO(newline="")
    rows = table_rows(release.file.tables)
    guarded = ([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    csv.writer(buffer).writerows([HEADER, *guarded])
    return buffer.getvalue().encode()
