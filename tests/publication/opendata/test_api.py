"""The API: pages by key that lose nothing, filters from a list, refusals in words, one statement a request."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.datasets.listed import datasets
from tests.publication.opendata.lived import SECRET, LivedHouse
from tests.support.standing import always_open

Read = Callable[[str], Any]
NAMES = sorted(datasets())


def all_pages(read: Read, address: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    while address:
        page = read(address)
        rows += page["results"]
        address = page["next"]
    return rows


def file_rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(Client().get(f"/open-data/{name}.json").getvalue())
    return rows


def test_pages_of_a_list_give_the_rows_of_the_file(lived: LivedHouse, read: Read) -> None:
    for name in NAMES:
        rows = file_rows(name)
        assert all_pages(read, f"/api/v1/{name}?limit=4") == rows, name
        assert all_pages(read, f"/api/v1/{name}?limit=7&sort=-id") == rows[::-1], name


def test_every_sort_goes_through_all_rows_in_order(lived: LivedHouse, read: Read) -> None:
    for name, sort in [(dataset.name, sort) for dataset in datasets().values() for sort in dataset.sorts]:
        up, down = (all_pages(read, f"/api/v1/{name}?limit=1&sort={sign}{sort}") for sign in ("", "-"))
        assert [row[sort] for row in up] == sorted(row[sort] for row in up), (name, sort)
        assert up == down[::-1], (name, sort)
        assert len(up) == len(file_rows(name)), (name, sort)


def test_rows_without_a_value_come_last_in_either_order(lived: LivedHouse, read: Read) -> None:
    boxes = [always_open(lived.house, process=lived.standing).public_id for _ in range(2)]  # never closes
    up, down = (all_pages(read, f"/api/v1/activities?limit=1&sort={sign}closes_at") for sign in ("", "-"))
    assert len(up) == len(down) == len(file_rows("activities"))
    assert [row["id"] for row in up[-2:]] == boxes
    assert [row["id"] for row in down[-2:]] == boxes[::-1]
    assert [row["id"] for row in up[:-2]] == [row["id"] for row in down[-3::-1]]


def test_a_row_has_an_address_of_its_own(lived: LivedHouse, read: Read) -> None:
    for name in (name for name in NAMES if datasets()[name].address):
        row = file_rows(name)[-1]
        assert read(f"/api/v1/{name}/{row.get('id', row.get('index'))}") == row
        for unknown in ["9" * 17, "9" * 40] if name == "facts" else ["0" * 10]:
            assert Client().get(f"/api/v1/{name}/{unknown}").status_code == 404, name


def test_a_list_takes_one_statement(lived: LivedHouse) -> None:
    for name in NAMES:
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"/api/v1/{name}?limit=100")
        assert len(queries) == 1, name


def test_filters_narrow(lived: LivedHouse, read: Read) -> None:
    def ids(query: str) -> set[str]:
        return {row["id"] for row in all_pages(read, f"/api/v1/contributions?{query}")}

    assert ids("state=hidden") == {lived.hidden.public_id}
    assert ids("kind=comment") == {lived.comment.public_id} == ids(f"parent={lived.idea.public_id}")
    assert ids(f"institution={lived.house.other.public_id}&duty=open") == {row.public_id for row in lived.more[4:6]}
    assert ids(f"response={lived.response.public_id}") == {lived.idea.public_id}
    assert ids("posted_before=2026-11-01T09:00:00Z") == set()
    posted = lived.idea.posted_at.astimezone(timezone(timedelta(hours=1)))
    assert lived.idea.public_id in ids(f"posted_from={quote(posted.isoformat())}")
    assert lived.idea.public_id not in ids(f"posted_from={quote((posted + timedelta(minutes=1)).isoformat())}")
    about = read(f"/api/v1/facts?subject={lived.idea.public_id}")["results"]
    assert "contribution_received" in {row["type"] for row in about}
    assert all(lived.idea.public_id in json.dumps(row["subjects"]) for row in about)


def test_every_filter_runs(db: None) -> None:
    for name, dataset in datasets().items():
        for filter_, one in dataset.filters.items():
            value = one.choices()[0] if isinstance(one.choices(), list) else SAMPLES[one.choices().__name__]
            assert Client().get(f"/api/v1/{name}?{filter_}={value}").status_code == 200, (name, filter_)


SAMPLES = {"PublicId": "0000000000", "str": "plan", "date": "2026-11-24", "datetime": "2026-11-24T09:00:00Z"}


@pytest.mark.parametrize(
    "query",
    [
        "participant__person__email=a", "order=-posted_at", "filter[user__password]=x", "page=2", "sort=title",
        "sort=--id", "sort=participant__person__email", "limit=0", "limit=101", "limit=many", "state=secret",
        "activity=1%20OR%201=1", "activity=' OR ''='", "posted_from=yesterday", "posted_from=2026-11-24",
        "after=", "after=abc",
    ],
)  # fmt: skip
def test_what_a_list_does_not_know_is_refused(db: None, query: str) -> None:
    response = Client().get(f"/api/v1/contributions?{query}")
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"][0] == "query"


def test_a_key_is_good_for_its_own_list_and_order_alone(lived: LivedHouse, read: Read) -> None:
    key = read("/api/v1/contributions?limit=1")["next"].split("after=")[1]
    assert Client().get(f"/api/v1/contributions?after={key}").status_code == 200
    assert Client().get(f"/api/v1/contributions?sort=-id&after={key}").status_code == 422
    assert Client().get(f"/api/v1/activities?after={key}").status_code == 422


def test_the_next_page_keeps_what_was_asked(lived: LivedHouse, read: Read) -> None:
    rows = all_pages(read, "/api/v1/contributions?state=published&kind=idea&limit=1")
    assert {(row["state"], row["kind"]) for row in rows} == {("published", "idea")}


def test_unpublished_words_are_in_no_answer(lived: LivedHouse) -> None:
    for row in (lived.hidden, lived.taken_back, lived.pending):
        for address in (f"/api/v1/contributions/{row.public_id}", "/api/v1/contributions?limit=100"):
            assert SECRET[:12] not in Client().get(address).content.decode()
    assert Client().get(f"/api/v1/responses/{lived.draft.public_id}").status_code == 404


def test_the_description_names_every_list_and_loads_nothing_from_elsewhere(db: None, read: Read) -> None:
    described = read("/api/v1/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert described["info"]["license"]["name"] == "CC BY 4.0"
    assert {f"/api/v1/{name}" for name in NAMES} <= set(described["paths"])
    schemas = described["components"]["schemas"]
    for name in NAMES:
        asked = described["paths"][f"/api/v1/{name}"]["get"]["parameters"]
        assert {one["name"] for one in asked} == {*datasets()[name].filters, "sort", "limit", "after"}
        row = schemas[f"{name.capitalize()}Row"]["properties"]
        assert all(row[column.name]["description"] == column.meaning for column in datasets()[name].columns)
    references = {text.split('"')[0] for text in json.dumps(described).split("#/components/schemas/")[1:]}
    assert references <= set(schemas)
    ids = [deed["operationId"] for path in described["paths"].values() for deed in path.values()]
    assert len(ids) == len(set(ids))
    assert Client().get("/api/v1/docs").status_code == 404
    assert Client().get("/api/v1/").status_code == 404


def test_any_page_may_read_an_answer_and_a_cache_may_keep_it(lived: LivedHouse) -> None:
    response = Client().get("/api/v1/contributions")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"].startswith("public")
    assert Client().get("/api/v1/contributions", headers={"if-none-match": response["ETag"]}).status_code == 304
    assert Client().head("/api/v1/contributions").status_code == 200
    assert Client().post("/api/v1/contributions").status_code == 405


def test_what_is_not_there_is_said_in_json_and_in_the_readers_language(db: None) -> None:
    for address in ("/api/v1/activities/0", "/api/v1/activities/0000000000", "/api/v1/nothing", "/api/v1/facts/-1"):
        said = {}
        for language in ("en", "sq"):
            response = Client().get(address, headers={"accept-language": language})
            assert response.status_code == 404, address
            assert response["Content-Type"].startswith("application/json")
            assert response["Cache-Control"] == "no-store"
            said[language] = response.json()["detail"]
        assert said["en"] != said["sq"]


def test_the_description_names_what_is_not_found_and_what_is_refused(db: None) -> None:
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    for address, deeds in paths.items():
        answers = set(deeds["get"]["responses"])
        assert answers == {"200", "400", "422", *({"404"} if "{" in address else ())}, address


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/api/v1/contributions?after=%00", 400),
        ("get", "/api/v1/contributions?key=%00", 400),
        ("get", "/api/v1/contributions/%00", 400),
        ("get", "/api/v1/openapi.json?a=%00", 400),
        ("post", "/api/v1/contributions", 405),
        ("delete", "/api/v1/contributions/0000000000", 405),
        ("put", "/api/v1/nothing", 405),
    ],
)
def test_what_cannot_be_read_or_done_is_said_in_json_and_in_the_readers_language(
    db: None, method: str, address: str, status: int
) -> None:
    said = {}
    for language in ("en", "sq"):
        response = getattr(Client(), method)(address, headers={"accept-language": language})
        assert (response.status_code, response["Content-Type"]) == (status, "application/json")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response.get("Allow") == ("GET, HEAD" if status == 405 else None)
        said[language] = response.json()["detail"]
    assert said["en"] != said["sq"]


def test_pages_say_in_html_what_cannot_be_read(db: None) -> None:
    response = Client().get("/en/open-data/?a=%00")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/html")


def test_catalogue_and_description_have_the_name_of_the_instance(db: None, settings: Any) -> None:
    settings.SITE_NAME = names = {"sq": "Qeveri e hapur", "en": "Open government"}
    assert Client().get("/api/v1/openapi.json").json()["info"]["title"] == names["en"]
    catalogue = Client().get("/open-data/catalog.jsonld").json()
    assert {name["@language"]: name["@value"] for name in catalogue["dct:title"]} == names
    assert catalogue["dct:description"] != catalogue["dct:title"]
    (service,) = catalogue["dcat:service"]
    assert {name["@value"] for name in service["dct:title"]} == {f"{name}: JSON API" for name in names.values()}
