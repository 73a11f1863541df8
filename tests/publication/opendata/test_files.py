"""Files: whole, harmless in a spreadsheet, streamed, and silent about what is not public."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import now
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.datasets.values import headers
from kuvend.foundation.datasets.writing import FORMATS
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Participant
from kuvend.foundation.record.models import Fact
from kuvend.publication.opendata import actions
from kuvend.publication.opendata.models import KeptFile, KeptPiece
from tests.publication.opendata.lived import SECRET, LivedHouse


def body(address: str) -> bytes:
    KeptFile.objects.all().delete()  # some tests change rows without a deed, which no file notices within the hour
    content: bytes = Client().get(address).getvalue()
    return content


def rows_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(f"/open-data/{name}.csv").decode("utf-8-sig"), newline="")))


def test_both_formats_hold_the_same_rows_and_every_column(lived: LivedHouse) -> None:
    for name, dataset in datasets().items():
        found, objects = rows_of(name), json.loads(body(f"/open-data/{name}.json"))
        assert len(found) == len(objects) > 0, name
        assert all(list(row) == headers(dataset.columns) for row in found), name
        assert all(list(row) == [column.name for column in dataset.columns] for row in objects), name
        if "id" in objects[0]:
            assert [row["id"] for row in found] == [row["id"] for row in objects], name


def test_a_json_file_has_one_row_a_line(lived: LivedHouse) -> None:
    lines = body("/open-data/contributions.json").decode().splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert len([json.loads(line.rstrip(",")) for line in lines[1:-1]]) == Contribution.objects.count()


def test_a_csv_file_opens_in_a_spreadsheet_with_its_letters(lived: LivedHouse) -> None:
    content = body("/open-data/plans.csv")
    assert content.startswith(b"\xef\xbb\xbfid,")
    assert content.endswith(b"\r\n")
    assert "Një plan i vogël" in content.decode()


def test_no_spreadsheet_computes_what_somebody_wrote(lived: LivedHouse) -> None:
    for start in ("=", "+", "-", "@", "\t", "\r"):
        formula = f"{start}HYPERLINK(1)"
        Contribution.objects.update(title=formula, body=formula)
        Participant.objects.update(shown_name=formula, organisation=formula)
        for row in rows_of("contributions"):
            if row["state"] == "published":
                assert {row[name] for name in ("title", "body", "author", "organisation")} == {f"'{formula}"}
        exact = json.loads(body("/open-data/contributions.json"))
        assert exact[0]["title"] == formula


def test_no_file_holds_unpublished_words_or_an_address(lived: LivedHouse) -> None:
    emails = list(Person.objects.values_list("email", flat=True))
    for name, kind in product(datasets(), FORMATS):
        content = body(f"/open-data/{name}.{kind}").decode()
        assert SECRET[:12] not in content, (name, kind)
        assert not [email for email in emails if email in content], (name, kind)


def test_of_unpublished_words_only_their_place_remains(lived: LivedHouse) -> None:
    shown = {row["id"]: row for row in rows_of("contributions")}
    for row, state in ((lived.hidden, "hidden"), (lived.taken_back, "withdrawn"), (lived.pending, "pending")):
        assert shown[row.public_id]["state"] == state
        assert not any(shown[row.public_id][name] for name in ("title", "body", "author", "organisation", "place"))


def test_drafts_of_answers_stay_inside(lived: LivedHouse) -> None:
    assert [row["id"] for row in rows_of("responses")] == [lived.response.public_id]
    assert {row["response"] for row in rows_of("landings")} == {lived.response.public_id}


def test_facts_end_at_the_published_checkpoint(lived: LivedHouse) -> None:
    from kuvend.foundation.record.queries import published

    assert [int(row["index"]) for row in rows_of("facts")] == list(range(published().size))


def test_a_file_is_compressed_for_who_takes_that(lived: LivedHouse) -> None:
    plain = body("/open-data/contributions.csv")
    response = Client().get("/open-data/contributions.csv", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"] == "Accept-Encoding"
    assert gzip.decompress(response.getvalue()) == plain


def test_who_has_the_file_is_told_so_until_something_happens(lived: LivedHouse) -> None:
    address = "/open-data/contributions.csv"
    had = Client().get(address)["ETag"]
    assert Client().get(address, headers={"if-none-match": had}).status_code == 304
    lived.house.idea(title="One more")
    assert Client().get(address, headers={"if-none-match": had}).status_code == 200


def test_the_head_of_a_file_costs_nothing_of_its_rows(lived: LivedHouse) -> None:
    Client().get("/open-data/contributions.csv")
    with CaptureQueriesContext(connection) as queries:
        response = Client().head("/open-data/contributions.csv")
        assert response.getvalue() == b""
    assert len(queries) == 1
    assert response["Content-Disposition"] == 'attachment; filename="contributions.csv"'
    assert 'rel="license"' in response["Link"]


@pytest.mark.parametrize("address", ["/open-data/people.csv", "/open-data/contributions.xlsx", "/open-data/.csv"])
def test_there_is_no_other_file(db: None, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_file_is_made_once_and_every_reader_costs_two_statements(lived: LivedHouse) -> None:
    actions.keep_files(at=now())
    for name, kind in product(datasets(), FORMATS):
        with CaptureQueriesContext(connection) as queries:
            whole = Client().get(f"/open-data/{name}.{kind}").getvalue()
        assert len(queries) == 2, (name, kind)
        assert len(whole) == KeptFile.objects.get(name=f"{name}.{kind}").size
    assert actions.keep_files(at=now()) == 0


def test_a_deed_makes_the_files_anew_that_it_changes_and_leaves_the_others_their_date(lived: LivedHouse) -> None:
    at = now()
    actions.keep_files(at=at)
    lived.house.idea(title="One more")
    later = at + timedelta(minutes=1)
    assert actions.keep_files(at=later) > 0
    made = dict(KeptFile.objects.order_by("pk").values_list("name", "made_at"))
    assert made["contributions.csv"] == later
    assert made["plans.csv"] == at
    assert set(KeptFile.objects.values_list("seen_at", flat=True)) >= {later}


def test_a_large_file_waits_with_many_deeds_but_not_when_words_must_go(lived: LivedHouse) -> None:
    at = now()
    actions.keep_files(at=at)
    file = KeptFile.objects.get(name="contributions.csv")
    file.size = 60_000_000  # ten minutes
    file.save()

    def due(minutes: int) -> bool:
        newest = Fact.objects.latest("pk").pk
        return actions.is_due(file, newest=newest, at=at + timedelta(minutes=minutes))

    assert [due(minutes) for minutes in (1, 59, 60)] == [False, False, True]  # nothing happened: within the hour
    lived.house.idea(title="One more")
    assert [due(minutes) for minutes in (1, 9, 10)] == [False, False, True]
    hide(actor=HOUSE, contribution=lived.idea, house_rule="spam", note="", seen_version=lived.idea.version, at=at)
    assert due(1)


def test_a_language_more_or_less_makes_the_files_anew_before_the_next_deed(lived: LivedHouse, settings: Any) -> None:
    at = now()
    actions.keep_files(at=at)
    assert actions.keep_files(at=at) == 0
    settings.LANGUAGES = [*settings.LANGUAGES, ("de", "Deutsch")]
    file = KeptFile.objects.filter(name="contributions.csv").latest("pk")
    file.size = 60_000_000  # that of a large file does not wait either
    assert actions.is_due(file, newest=file.fact, at=at)
    assert actions.keep_files(at=at) > 0
    assert actions.keep_files(at=at) == 0


def test_a_reader_in_the_middle_of_a_file_gets_it_whole_though_a_new_one_is_made(lived: LivedHouse) -> None:
    whole = body("/open-data/contributions.csv")
    reading = iter(Client().get("/open-data/contributions.csv").streaming_content)
    lived.house.idea(title="One more")
    actions.keep_files(at=now())
    assert KeptFile.objects.filter(name="contributions.csv").count() == 2
    assert b"".join(reading) == whole


def test_earlier_files_go_and_so_does_one_that_was_cut_short(lived: LivedHouse) -> None:
    body("/open-data/contributions.csv")
    for day in range(3):
        lived.house.idea(title="One more")
        KeptFile.objects.create(name="contributions.csv", begun_at=now())
        actions.keep_files(at=now() + timedelta(days=day + 1))
    assert KeptFile.objects.filter(name="contributions.csv").count() == 2  # the newest, and one that is being read
    assert not KeptPiece.objects.exclude(file__made_at__isnull=False).exists()


def test_who_asks_while_a_file_is_made_for_the_first_time_is_told_when_to_come_again(lived: LivedHouse) -> None:
    KeptFile.objects.all().delete()
    KeptFile.objects.create(name="contributions.csv", begun_at=now())
    response = Client().get("/open-data/contributions.csv")
    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_a_file_says_when_it_was_made_and_is_not_sent_again_to_who_has_it_since(lived: LivedHouse) -> None:
    response = Client().get("/open-data/plans.csv")
    again = Client().get("/open-data/plans.csv", headers={"if-modified-since": response["Last-Modified"]})
    assert again.status_code == 304


def test_where_words_and_texts_continue_is_told_with_the_reason_and_what_was_undone(lived: LivedHouse) -> None:
    merged, *parts = rows_of("lineage")[:3]
    assert (merged["contribution"], merged["successor"]) == (lived.merged.public_id, lived.more[7].public_id)
    assert (merged["kind"], merged["reason_en"], merged["undone_at"]) == ("merged", "It asks for the same.", "")
    assert {row["contribution"] for row in parts} == {lived.split.public_id}
    assert all(row["kind"] == "split" and row["undone_at"] for row in parts)
    (text,) = rows_of("successions")
    assert (text["outcome"], text["successor"], text["kind"]) == (lived.old.public_id, lived.new.public_id, "became")
    assert text["reason_en"] == "It was written anew." and not text["undone_at"]
