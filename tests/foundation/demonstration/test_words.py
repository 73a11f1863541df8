"""What people said in the demonstration, and what became of it, is what its files say."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db.models import F

from kuvend.accountability.plans.demonstration import FINISHED
from kuvend.foundation.contributions.enums import COMMENT, State
from kuvend.foundation.contributions.models import Contribution, Support
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.demonstration.data import Entry, entries, read
from kuvend.foundation.demonstration.supports import supporters_of
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.processes.models import Process
from kuvend.foundation.responses.enums import DutyState, ResponseState
from kuvend.foundation.responses.models import Answered, Duty, Landing, Response
from kuvend.participation.deliberation.enums import STATEMENT
from kuvend.participation.ideas.enums import IDEA
from kuvend.participation.ideas.models import Idea
from tests.foundation.demonstration.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
FINISHED_KEY = read(FINISHED)["plan"]["key"]


def row_of(entry: Entry) -> Contribution:
    """The contribution of an entry: no two texts are alike."""
    return Contribution.objects.select_related("participant", "activity").get(body=entry["text"])


def published_answers() -> Iterator[tuple[Entry, Response]]:
    for entry in entries("answers"):
        if not entry.get("draft"):
            yield entry, Response.objects.get(reason=entry["reason"])


def test_every_idea_and_comment_of_the_files_is_there_and_none_besides() -> None:
    assert (len(entries("ideas")), len(entries("comments"))) == (124, 680)
    kinds = Counter(Contribution.objects.values_list("kind", flat=True))
    del kinds[STATEMENT]  # tests/foundation/demonstration/test_deliberations.py
    assert kinds == {IDEA: 124, COMMENT: 680}
    for entry in entries("ideas"):
        idea = row_of(entry)
        assert (idea.title, idea.activity.key, idea.idea.category) == (
            entry["title"],
            entry["activity"],
            entry["category"],
        )


def test_a_comment_is_about_what_its_entry_says() -> None:
    texts = {entry["key"]: entry["text"] for entry in [*entries("ideas"), *entries("comments")]}
    for entry in entries("comments"):
        noun, _, key = entry["about"].partition(":")
        comment = row_of(entry)
        if noun in {"idea", "reply"}:
            assert comment.parent and comment.parent.body == texts[key]
            assert comment.posted_at > comment.parent.posted_at
        elif noun == "activity":
            assert comment.activity.key == key and comment.about is None
        else:
            assert comment.about and comment.about.key == key


def test_no_two_texts_are_alike() -> None:
    bodies = list(Contribution.objects.exclude(kind=STATEMENT).values_list("body", flat=True))
    assert len(set(bodies)) == len(bodies)


def test_an_idea_has_its_supporters_and_its_author_is_none_of_them() -> None:
    for entry in entries("ideas"):
        idea = row_of(entry)
        assert idea.support_count == supporters_of(entry) == Support.objects.filter(contribution=idea).count()
    assert not Support.objects.filter(participant=F("contribution__participant")).exists()
    assert not Support.objects.filter(given_at__lt=F("contribution__posted_at")).exists()


def test_a_few_ideas_have_many_supporters_and_most_have_few() -> None:
    counts = sorted(Contribution.objects.filter(kind=IDEA).values_list("support_count", flat=True))
    assert counts[-1] > 200 and counts[len(counts) // 2] < counts[-1] / 3


def test_what_breaks_a_house_rule_is_hidden_and_its_author_is_told_why() -> None:
    broken = [entry for entry in entries("comments") if entry.get("moderated")]
    hidden = Contribution.objects.filter(state=State.HIDDEN, kind=COMMENT)
    assert hidden.count() == len(broken) > 0
    for entry in broken:
        decision = Decision.objects.get(contribution=row_of(entry))
        assert (decision.house_rule, decision.note) == (entry["moderated"]["rule"], entry["moderated"]["note"])


def test_two_ideas_wait_for_a_moderator() -> None:
    waiting = Contribution.objects.filter(state=State.PENDING)
    assert {row.title for row in waiting} == {entry["title"] for entry in entries("ideas") if entry.get("waits")}
    assert waiting.count() == 2


def test_everything_that_is_owed_an_answer_in_the_finished_process_has_one() -> None:
    duties = Duty.objects.filter(contribution__activity__process__key=FINISHED_KEY)
    assert not duties.filter(state=DutyState.OPEN).exists()
    owed = Contribution.objects.filter(
        activity__process__key=FINISHED_KEY, state=State.PUBLISHED, answer_due_date__isnull=False
    )
    assert owed.count() == owed.filter(answered__isnull=False).count() > 30


def test_an_answer_reaches_everybody_it_names_and_says_where_the_words_went() -> None:
    texts = {entry["key"]: entry["text"] for entry in [*entries("ideas"), *entries("comments")]}
    for entry, response in published_answers():
        answered = Answered.objects.filter(response=response)
        assert {row.contribution.body for row in answered} == {texts[key] for key in entry["answers"]}
        assert response.institution.key == entry["by"] and response.verdict == entry["verdict"]
        landings = Landing.objects.filter(response=response)
        assert {row.text.outcome.key for row in landings} == {landing["to"] for landing in entry["landings"]}


def test_words_land_in_texts_that_came_after_them_and_hold_the_passage_that_is_named() -> None:
    for landing in Landing.objects.select_related("text", "response"):
        for answered in Answered.objects.filter(response=landing.response).select_related("contribution"):
            assert answered.contribution.posted_at < landing.text.published_at < landing.response.published_at
        for language, passage in landing.passage.items():
            assert passage in landing.text.title[language] + "\n" + landing.text.body[language]


def test_a_box_that_is_always_open_has_suggestions_two_of_them_answered_and_none_late() -> None:
    process = Process.objects.get(to_date=None)
    assert (process.key, process.version, process.simulated, process.title["en"]) == (
        "suggestions", 2, True, "Suggestions to the secretariat",
    )  # fmt: skip
    box = process.activities.get()
    assert (box.closes_at, box.contribution_count) == (None, 4)
    assert set(Idea.objects.filter(contribution__activity=box).values_list("category", flat=True)) == {""}
    duties = Duty.objects.filter(contribution__activity=box)
    assert Counter(duties.values_list("state", flat=True)) == {DutyState.MET: 2, DutyState.OPEN: 2}
    assert not duties.filter(met_date__gt=F("due_date")).exists()
    assert not duties.filter(state=DutyState.OPEN, due_date__lt=local_date(NOW)).exists()


def test_some_answers_came_late_and_stay_late() -> None:
    late = Duty.objects.filter(state=DutyState.MET, met_date__gt=F("due_date"))
    assert {row.contribution.title for row in late} >= {"Tell people abroad how long things take"}
    assert late.count() < Duty.objects.filter(state=DutyState.MET).count() / 4


def test_an_officer_has_left_a_draft() -> None:
    draft = Response.objects.get(state=ResponseState.DRAFT)
    assert draft.institution.key == "akshi" and draft.selected.count() == 2
