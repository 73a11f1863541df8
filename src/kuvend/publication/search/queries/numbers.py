"""A number that somebody types leads to its page: a public id, or the official number of a text."""

from __future__ import annotations

import re

from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.datasets.findable import findable_sorts
from kuvend.publication.search.models import Entry
from kuvend.publication.search.queries.rows import url_of

OFFICIAL = re.compile(r"\d{1,3}(\.\d{1,3}){0,3}\.?")


def page_of_number(words: str) -> str:
    """Return the address to which a number leads, "" for words and for a number that nothing has.

    An id leads to its page also where nobody finds it by words: whoever has the receipt has the number. Of several
    texts with an official number the one of the largest part, and of these the latest, is meant.
    """
    if (public_id := read_public_id(words)) and (url := _of_id(public_id)):
        return url
    if OFFICIAL.fullmatch(words.strip()):
        return _of_official(words.strip().rstrip("."))
    return ""


def _of_id(public_id: str) -> str:
    sorts = findable_sorts()
    entry = Entry.objects.filter(public_id=public_id, sort__in=sorts).only("sort", "target").first()
    if entry:
        return url_of(entry, sorts[entry.sort])
    for sort in sorts.values():
        if sort.numbers and sort.numbers().filter(public_id=public_id).exists():
            return page_url(sort.page, public_id)
    return ""


def _of_official(number: str) -> str:
    sorts = findable_sorts()
    numbered = Entry.objects.filter(number=number, sort__in=sorts).only("sort", "target")
    entry = numbered.order_by("-weight", "-moment", "-pk").first()
    return url_of(entry, sorts[entry.sort]) if entry else ""
