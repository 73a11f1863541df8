"""What `kuvend doctor` asks of the search."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from kuvend.foundation.core.findings import FAIL, NOTE, OK, Finding
from kuvend.foundation.datasets.findable import findable_sorts
from kuvend.foundation.record.models import Cursor, Fact, Head
from kuvend.publication.search.help import HELP
from kuvend.publication.search.models import Entry

REBUILD = "`kuvend search rebuild` draws the index anew"


def index_follows(at: datetime) -> Finding:
    """Say whether the index of the search holds as many things of each sort as are public."""
    entries = dict(Entry.objects.order_by().values_list("sort").annotate(n=Count("pk")))
    public = {name: sort.rows().count() for name, sort in findable_sorts().items() if name != HELP.name}
    apart = {name: (entries.get(name, 0), number) for name, number in public.items() if entries.get(name, 0) != number}
    if not apart:
        return Finding("search", OK, f"holds {sum(entries.values())} things, all that are public")
    names = ", ".join(f"{name} {kept} of {number}" for name, (kept, number) in apart.items())
    if waiting := _unread() or Fact.objects.filter(index=None).count():
        return Finding("search", NOTE, f"follows the record, {waiting} entries to read; holds {names}", "wait a moment")
    return Finding("search", FAIL, f"does not hold what is public: {names}", REBUILD)


def _unread() -> int:
    """Return how many entries of the record the index has not read yet."""
    last = Cursor.objects.filter(pk="keep_search").values_list("index", flat=True).first()
    size: int = Head.objects.values_list("size", flat=True).first() or 0
    return size if last is None else max(size - 1 - last, 0)
