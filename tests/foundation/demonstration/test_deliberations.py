"""The demonstration's deliberations: what their file says, with simulated votes, a map and an answer."""

from collections import Counter

import pytest
from django.db.models import F

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import sources_of
from kuvend.foundation.demonstration.data import Entry, entries
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.models import Answered, Duty
from kuvend.participation.deliberation.models import Release, Statement, StatementTranslation, Vote
from tests.foundation.demonstration.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
OPEN, CLOSED = entries("deliberations")


def rows_of(entry: Entry) -> dict[str, Statement]:
    """The statements of a deliberation by their Albanian words."""
    rows = Statement.objects.filter(contribution__activity__key=entry["key"]).select_related("contribution")
    translated = dict(StatementTranslation.objects.filter(language="sq").values_list("statement_id", "words"))
    return {translated.get(row.pk, row.contribution.title): row for row in rows}


def test_every_statement_of_the_file_stands_there_in_both_languages_and_no_two_are_alike() -> None:
    for entry in (OPEN, CLOSED):
        rows = rows_of(entry)
        assert set(rows) == {one["sq"] for one in entry["statements"]}
        assert len(rows) == len(entry["statements"])
        for one in entry["statements"]:
            if "refused" not in one:
                row = rows[one["sq"]]
                other = StatementTranslation.objects.get(statement=row)
                assert {row.contribution.title, other.words} == {one["sq"], one["en"]}
            assert rows[one["sq"]].meta == one.get("meta", False)
    assert len(OPEN["statements"]) == 60


def test_some_are_merged_and_some_refused_with_a_reason() -> None:
    rows = rows_of(OPEN)
    words = {one["key"]: one["sq"] for one in OPEN["statements"]}
    merged = {one["sq"]: words[one["merged"]] for one in OPEN["statements"] if "merged" in one}
    assert len(merged) == 2
    for said, into in merged.items():
        assert rows[said].pk in sources_of([rows[into].pk])[rows[into].pk]
    refused = [one for one in OPEN["statements"] if "refused" in one]
    assert len(refused) == 3
    for one in refused:
        row = rows[one["sq"]].contribution
        decision = Decision.objects.get(contribution=row)
        assert (row.state, decision.house_rule, decision.note) == (
            State.HIDDEN, one["refused"]["rule"], one["refused"]["note"],
        )  # fmt: skip
        assert not Vote.objects.filter(statement=rows[one["sq"]]).exists()


def test_over_a_thousand_simulated_people_have_voted_early_and_late_and_all_at_a_moment_when_they_could() -> None:
    kept = Release.objects.get(deliberation__activity__key=OPEN["key"])
    cast = Vote.objects.filter(statement__contribution__activity__key=OPEN["key"])
    assert cast.values("participant").distinct().count() == OPEN["voters"] == 1200
    assert 1150 <= kept.voters <= 1195, "the latest are kept back"
    assert 25_000 < kept.votes < cast.count()
    assert not Person.objects.filter(participants__votes__isnull=False, simulated=False).exists()
    assert not Vote.objects.filter(voted_at__lt=F("statement__contribution__posted_at")).exists()
    assert not Vote.objects.filter(voted_at__gt=NOW).exists()
    assert not Vote.objects.filter(voted_at__gt=F("statement__contribution__activity__closes_at")).exists()
    values = Counter(Vote.objects.values_list("value", flat=True))
    assert 0.05 < values[0] / values.total() < 0.25 and values[-1] > values.total() / 5


def test_the_map_finds_the_standpoints_without_a_caution_and_what_unites_them() -> None:
    kept = Release.objects.get(deliberation__activity__key=OPEN["key"])
    assert (kept.mode, kept.k) == ("stable", len(OPEN["standpoints"]))
    assert kept.result["cautions"] == []
    assert min(group["size"] for group in kept.result["groups"]) > 200
    assert len(kept.result["agree"]) == 5 and kept.result["dividing"]
    assert kept.computed_at == NOW and Activity.objects.get(key=OPEN["key"]).closes_at > NOW


def test_the_closed_one_has_its_map_on_record_and_what_unites_was_taken_into_the_plan() -> None:
    activity = Activity.objects.get(key=CLOSED["key"])
    assert activity.closes_at < NOW
    assert Fact.objects.filter(type="opinion_map_closed", subjects__subject=activity.public_id).count() == 1
    rows = rows_of(CLOSED)
    words = {one["key"]: one["sq"] for one in CLOSED["statements"]}
    for answer in CLOSED["answers"]:
        for key in answer["statements"]:
            answered = Answered.objects.get(contribution=rows[words[key]].contribution)
            assert answered.response.verdict == answer["verdict"]
    assert not Duty.objects.filter(contribution__activity=activity, state="open").exists()
    united = set(Release.objects.get(deliberation__activity=activity).result["agree"])
    accepted = {rows[words[key]].contribution.public_id for key in CLOSED["answers"][0]["statements"]}
    assert accepted <= united
    assert Contribution.objects.filter(activity=activity, answer_due_date__isnull=False).count() == 6
