"""The file beside a filtered list: the rows that the filter leaves, in the columns of the whole file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.datasets.serving import file_response
from kuvend.foundation.datasets.writing import FORMATS

MOST_ROWS = 20_000  # of a file that is made for one reader; who wants more takes the whole one, which is kept


class TooMany(Exception):
    """A filter leaves more rows than a file for one reader has."""


def narrowed_csv(
    request: HttpRequest, name: str, rows: QuerySet[Any, Any], *, query: str, at: datetime
) -> HttpResponseBase:
    """Return the rows of a dataset that are among `rows`, as CSV.

    Args:
        name: of the dataset.
        rows: those of its model that a filter leaves.
        query: of the address, which tells one such file from another.

    Raises:
        LookupError: when nobody hands up the dataset.
        TooMany: when there are more than `MOST_ROWS`.
    """
    dataset = datasets().get(name)
    if dataset is None:
        raise LookupError(name)
    if rows.order_by().values("pk")[MOST_ROWS : MOST_ROWS + 1]:
        raise TooMany
    kept_to = replace(dataset, rows=lambda today: dataset.rows(today).filter(pk__in=rows.order_by().values("pk")))
    write, content_type = FORMATS["csv"]
    return file_response(
        request,
        lambda: write(kept_to, today=local_date(at)),
        name=f"{name}-filtered.csv",
        content_type=content_type,
        at=at,
        version=query,
    )
