"""From a public id alone to the page that has it, whichever room's it is: for short addresses and typed numbers."""

from __future__ import annotations

from django.db.models import Value

from kuvend.foundation.core.wording import page_url
from kuvend.foundation.datasets.listed import page_sorts
from kuvend.foundation.datasets.pages import PageSort


def sort_of(public_id: str) -> PageSort | None:
    """Return the sort of the page that has this id, None when nothing public has it; one statement.

    An id that no page answers to is unknown here, too: nobody learns from it that something waits or was drafted.
    """
    sorts = page_sorts()
    if not sorts:
        return None
    first, *further = (sort.rows_of(public_id).order_by().values_list(Value(name)) for name, sort in sorts.items())
    return next((sorts[name] for (name,) in first.union(*further, all=True)), None)


def page_with(public_id: str) -> str:
    """Return the address of the page that has this id, in the active language; "" when nothing public has it."""
    sort = sort_of(public_id)
    return page_url(sort.page, public_id) if sort else ""
