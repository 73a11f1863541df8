"""The JSON API: for each dataset a list (filters, sort, pages by key) and its single rows; OpenAPI describes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.datasets.columns import Dataset
from kuvend.foundation.datasets.licence import LICENCE, LICENCE_URL
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.datasets.queries import WrongKey, one_row, page_of_rows
from kuvend.publication.opendata.refusals import BEFORE, sentence
from kuvend.publication.opendata.schemas import page_schema, query_schema, row_schema

ABOUT = """\
Everything that is public on this site, as JSON. No key is needed and none is read. The data is licensed CC BY 4.0.

Lists are paged by key: follow `next` until it is null. A parameter that a list does not know is refused with 422.
Whole datasets are better taken as files: `/open-data/<name>.csv` and `/open-data/<name>.json`.
What cannot be read at all, such as a NUL, is refused with 400, any method but GET and HEAD with 405.
"""
PAGING = {"sort", "limit", "after"}


class Letters(JSONRenderer):
    """JSON with its letters as they are."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


def _refusal(name: str, kind: str, message: str) -> ValidationError:
    return ValidationError([{"type": kind, "loc": ["query", name], "msg": message}])


def _know_all(request: HttpRequest, names: set[str]) -> None:
    for name in request.GET:
        if name not in names:
            raise _refusal(name, "extra_forbidden", "This address does not know this parameter.")


def _following(request: HttpRequest, key: str) -> str | None:
    parameters = {name: value for name, value in request.GET.items() if name != "after"}
    return f"{request.path}?{urlencode({**parameters, 'after': key})}" if key else None


def _add_list(api: NinjaAPI, dataset: Dataset, row: Any) -> None:
    schema = query_schema(dataset)

    def rows(request: HttpRequest, query: Query[schema]) -> dict[str, Any]:  # type: ignore[valid-type]
        _know_all(request, set(schema.model_fields))
        values = query.model_dump(exclude_none=True)  # type: ignore[attr-defined]
        filters = {name: value for name, value in values.items() if name not in PAGING}
        try:
            page = page_of_rows(
                dataset,
                conditions=filters,
                sort=values["sort"],
                after=values.get("after"),
                limit=values["limit"],
                today=local_date(now()),
            )
        except WrongKey:
            raise _refusal("after", "value_error", "This is no key of this list in this order.") from None
        return {"results": page.rows, "next": _following(request, page.next_key)}

    # The text of the annotation knows no local name.
    rows.__annotations__["query"] = Query[schema]  # type: ignore[misc, valid-type]
    rows.__name__ = f"list_{dataset.name}"
    rows.__doc__ = _english(dataset.holds)
    name = f"data_api_{dataset.name}"
    api.get(
        f"/{dataset.name}",
        response={200: page_schema(dataset, row), 400: Missing, 422: Refused},
        url_name=name,
        summary=_english(dataset.title),
    )(rows)


def _add_single(api: NinjaAPI, dataset: Dataset, row: Any) -> None:
    def row_or_404(name: Any) -> dict[str, Any]:
        values = one_row(dataset, name, today=local_date(now()))
        if values is None:
            raise Http404
        return values

    def by_id(request: HttpRequest, public_id: str) -> dict[str, Any]:
        _know_all(request, set())
        return row_or_404(public_id)

    def by_index(request: HttpRequest, index: int) -> dict[str, Any]:
        _know_all(request, set())
        return row_or_404(index)

    address, view = ("{int:index}", by_index) if dataset.address == "index" else ("{id:public_id}", by_id)
    view.__name__ = f"one_of_{dataset.name}"
    name = f"data_api_{dataset.name}_one"
    api.get(
        f"/{dataset.name}/{address}",
        response={200: row, 400: Missing, 404: Missing, 422: Refused},
        url_name=name,
        summary=f"One of: {_english(dataset.title)}",
    )(view)


class Missing(Schema):
    """What is answered where there is nothing, or nothing that can be read: a sentence in the reader's language."""

    detail: str


class Refused(Schema):
    """What is answered to a question that is not understood: which parameter, and why."""

    detail: list[dict[str, Any]]


def missing(request: HttpRequest, *_parts: Any, **_parameters: Any) -> HttpResponse:
    """Say in the reader's language that there is nothing at an address of the API."""
    return sentence(request, _("There is nothing at this address."), 404)


def _english(text: Any) -> str:
    with translation.override(SOURCE):
        return str(text)


@public
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the API in OpenAPI 3.1."""
    names = settings.SITE_NAME
    return HttpResponse(_described(names.get(SOURCE) or next(iter(names.values()))), content_type="application/json")


@cache
def _described(instance: str) -> bytes:
    """Return the description, made once: it changes with the program and the name of the instance alone."""
    schema = dict(api_of_rooms().get_openapi_schema(path_prefix=BEFORE))
    schema["info"] = {**schema["info"], "title": instance}
    return json.dumps(schema, ensure_ascii=False).encode()


def _open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view of the API as a public one of ours; any page may read it."""

    @public
    @reads()
    def public_view(request: HttpRequest, **parts: Any) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"
        response = view(request, **parts)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return public_view


@cache
def api_of_rooms() -> NinjaAPI:
    """Return the API of all datasets that rooms hand up, made when it is first asked for.

    Raises:
        ImproperlyConfigured: before the rooms handed up anything; an API without data would stand until the restart.
    """
    if not datasets():
        raise ImproperlyConfigured("the API is asked for before the rooms have handed up their data")
    api = NinjaAPI(
        title="Kuvend",
        version="1",
        description=ABOUT,
        openapi_url=None,  # given above, with an access of its own
        docs_url=None,  # it would load scripts from elsewhere
        renderer=Letters(),
        urls_namespace="data_api",
        servers=[{"url": "/"}],
        openapi_extra={"info": {"license": {"name": LICENCE, "url": LICENCE_URL}}},
    )
    for dataset in datasets().values():
        row = row_schema(dataset)
        _add_list(api, dataset, row)
        if dataset.address:
            _add_single(api, dataset, row)
    api.add_exception_handler(Http404, missing)
    return api


@cache
def addresses() -> list[URLPattern]:
    """Return the addresses of the API; nothing is there at all others below it. Raises what `api_of_rooms` does."""
    patterns = [
        URLPattern(pattern.pattern, _open(pattern.callback), name=pattern.name)
        for pattern in api_of_rooms().urls[0]
        if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ]
    return [*patterns, path("<path:path>", _open(missing), name="data_api_missing")]
