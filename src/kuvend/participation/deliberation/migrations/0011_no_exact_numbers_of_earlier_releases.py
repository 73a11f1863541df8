import json
from hashlib import sha256
from typing import Any

from django.db import migrations

EXACT = ("quality", "cells")
FEW_PEOPLE, SMALL_SHARE = 50, 0.02  # as in `findings.py` on the day of this migration


def take_exact_numbers_down(apps: Any, schema_editor: Any) -> None:
    """Take down what releases before `kuvend-deliberation-map/3` say of exact numbers; seal anew what goes on.

    A closing whose numbers were among them is put on record again, with the digest of what is served from now on.
    """
    deliberations = apps.get_model("deliberation", "Deliberation").objects
    statements = apps.get_model("deliberation", "Statement").objects
    files = apps.get_model("deliberation", "MapFile").objects
    for kept in apps.get_model("deliberation", "OpinionMap").objects.iterator():
        if not _is_exact(kept):
            continue
        kept.result, kept.lineage = _rounded(kept.result), {"ids": kept.lineage["ids"]} if kept.lineage else {}
        files.filter(pk=kept.pk).update(weights={})  # made of exact distances, as the order of statements was
        statements.filter(contribution__activity_id=kept.pk, priority__isnull=False).update(priority=None)
        file = files.filter(pk=kept.pk).first()
        content = {
            "counts": file.counts if file else {},
            "voters": kept.voters,
            "map": kept.result,
            "tables": file.tables if file else {},
        }
        kept.digest = sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
        kept.save(update_fields=["result", "lineage", "digest"])
        deliberations.filter(pk=kept.pk).update(closed_for=None, map_asked=True)


def _is_exact(kept: Any) -> bool:
    groups = kept.result.get("groups", [])
    return any(name in kept.result for name in EXACT) or any("centre" in group for group in groups)


def _rounded(result: dict[str, Any]) -> dict[str, Any]:
    groups = [{name: said for name, said in group.items() if name != "centre"} for group in result["groups"]]
    known = {name: said for name, said in result.items() if name not in EXACT}
    return known | {"groups": groups, "cautions": _cautions([group["size"] for group in groups])}


def _cautions(sizes: list[int]) -> list[str]:
    people = sum(sizes)
    said = {
        "few_people": people < FEW_PEOPLE,
        "one_group": len(sizes) < 2,
        "tiny_group": len(sizes) > 1 and min(sizes) < SMALL_SHARE * people,
    }
    return [code for code, holds in said.items() if holds]


class Migration(migrations.Migration):
    dependencies = [("deliberation", "0010_no_measure_of_exact_ballots")]

    operations = [migrations.RunPython(take_exact_numbers_down, migrations.RunPython.noop)]
