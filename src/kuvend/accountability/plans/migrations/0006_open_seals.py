"""Open the seals of what institutions said before openings were kept, where salt and words still stand beside them.

Each string is built as it was sealed and compared with its digest; what does not match is left closed. The file of
a plan was not kept: the same file, imported again, opens its version.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import migrations


def plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def lines(reason: dict[str, str]) -> str:
    return "\n".join(f"{code}: {text}" for code, text in sorted(reason.items()))


def sealed(apps: Any) -> Iterator[tuple[bytes, str]]:
    """Salt and string of each seal."""
    for row in apps.get_model("responses", "ResponseText").objects.iterator():
        yield row.salt, lines(row.reason)
    for row in apps.get_model("outcomes", "OutcomeText").objects.iterator():
        yield row.salt, plain({"title": row.title, "body": row.body})
    for row in apps.get_model("processes", "Stage").objects.exclude(early_salt=b"").iterator():
        yield row.early_salt, lines(row.early_reason)
    for row in apps.get_model("processes", "StageCalendar").objects.select_related("process").iterator():
        days = row.days.order_by("stage_id", "activity_id").select_related("stage", "activity")
        said = [
            {
                "stage": day.stage.public_id,
                "activity": day.activity.public_id if day.activity else "",
                "from": day.from_date.isoformat(),
                "to": day.to_date.isoformat(),
            }
            for day in sorted(days, key=lambda day: (day.stage_id, day.activity_id or 0))
        ]
        whole = {"process": row.process.public_id, "version": row.version, "note": row.note, "days": said}
        yield row.salt, plain(whole)
    for row in apps.get_model("processes", "ActivityVersion").objects.iterator():
        yield row.salt, row.document
    for row in apps.get_model("plans", "Report").objects.iterator():
        words = {"text": row.text, "challenges": row.challenges}
        readings = [
            {"place": one.place, "value": one.value, "note": one.note} for one in row.readings.order_by("place")
        ]
        yield row.salt, plain(words | {"readings": readings} if readings else words)
    for row in apps.get_model("plans", "Evidence").objects.exclude(salt=b"").iterator():
        yield row.salt, plain({"title": row.title, "url": row.url, "snapshot": row.snapshot})
    for row in apps.get_model("plans", "FailureStatement").objects.iterator():
        yield row.salt, plain({"reason": row.reason, "position": row.position, "remedy": row.remedy})
    for row in apps.get_model("plans", "Assessment").objects.iterator():
        yield row.salt, plain(row.text)


def known_digests(apps: Any) -> set[str]:
    """Every digest that stands in a fact of these deeds."""
    told = ("response_published", "response_corrected", "outcome_text_published", "stage_opened",
            "stage_calendar_published", "progress_reported", "evidence_published", "failure_stated",
            "commitment_assessed", "activity_published", "activity_moved", "activity_corrected", "activity_extended",
            "activity_closed_early", "activity_withdrawn")  # fmt: skip
    facts = apps.get_model("record", "Fact").objects.filter(type__in=told)
    leaves = (json.loads(bytes(leaf))["data"] for leaf in facts.values_list("leaf", flat=True).iterator())
    return {data[name] for data in leaves for name in ("text", "early_reason", "document", "words") if name in data}


def open_seals(apps: Any, _editor: Any) -> None:
    opening, stands = apps.get_model("record", "Opening"), known_digests(apps)
    rows = [opening(digest=sha256(bytes(salt) + text.encode()).hexdigest(), salt=bytes(salt), text=text)
            for salt, text in sealed(apps)]  # fmt: skip
    opening.objects.bulk_create([row for row in rows if row.digest in stands], ignore_conflicts=True, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_reports_whole"),
        ("record", "0003_openings"),
        ("responses", "0002_response_scope"),
        ("outcomes", "0001_initial"),
        ("processes", "0003_life_of_an_activity"),
    ]

    operations = [migrations.RunPython(open_seals, migrations.RunPython.noop)]
