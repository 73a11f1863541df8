"""What the demonstration's open data say, so that two revisions can be compared.

    DATABASE_URL=… KUVEND_HOME=… python tests/support/open_data.py > FILE

in an empty database of its own, with the sources of the revision on PYTHONPATH; then `diff` of the two files. One line
for each dataset: its rows, its columns, and a digest of the rows for each column. What is drawn anew with each load
(public ids, pseudonyms, salts and with them seals) is put as the place of its row, or as a word; `facts.logged_at`, the
moment of the loading, differs always.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WORD = re.compile(r"[0-9a-z]{10,}|[A-Z]?[\w-]+")
SEAL = re.compile(r"[0-9a-f]{64}|[A-Za-z0-9+/_-]{42,}=*")
LOADING = ("kuvend.foundation.demonstration.loading", "kuvend.web.demo.loading")  # of today, of earlier revisions


def load() -> None:
    """Bring the demonstration into the database, its record signed."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "kuvend.web.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name in LOADING:
        try:
            loading = import_module(name)
            break
        except ModuleNotFoundError:
            continue
    loading.load(at=AT, say=lambda text: None)
    import_module("kuvend.foundation.record.actions").advance(at=AT)


def drawn() -> dict[str, str]:
    """Return what is drawn anew with each load, and the place that stands for it."""
    from django.apps import apps

    places = {}
    for model in apps.get_models():
        names = {field.name for field in model._meta.fields}
        if "public_id" in names:
            ids = model._default_manager.order_by("pk").values_list("public_id", flat=True)
            places |= {public_id: f"{model._meta.label}:{number}" for number, public_id in enumerate(ids)}
        if "pseudonym" in names:  # the same one may stand in two processes
            places |= dict.fromkeys(model._default_manager.values_list("pseudonym", flat=True), "PSEUDONYM")
    return places


def steady(value: Any, places: dict[str, str]) -> str:
    """Return a value as text in which nothing is drawn."""
    if isinstance(value, str) and value in places:  # a pseudonym has several words
        return places[value]
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    text = SEAL.sub("SEAL", text)
    return WORD.sub(lambda found: places.get(found[0], found[0]), text)


def lines() -> Iterator[str]:
    """Yield what each dataset says."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    client, places = Client(), drawn()
    names = re.findall(r"/open-data/([\w-]+)\.json\b", client.get("/open-data/catalog.jsonld").content.decode())
    for name in sorted(set(names)):
        answer = client.get(f"/open-data/{name}.json")
        content = json.loads(b"".join(answer.streaming_content) if answer.streaming else answer.content)
        rows = (
            content if isinstance(content, list) else next(part for part in content.values() if isinstance(part, list))
        )
        yield f"{name}: {len(rows)} rows"
        for column in rows[0] if rows else ():
            said = "\n".join(sorted(steady(row[column], places) for row in rows))
            yield f"  {name}.{column} {hashlib.sha256(said.encode()).hexdigest()[:16]}"


if __name__ == "__main__":
    load()
    for line in lines():
        print(line)
