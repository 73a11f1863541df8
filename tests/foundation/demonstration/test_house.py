"""The house around the words: people, stages, what is to do, the record."""

from collections import Counter

import pytest

from kuvend.accountability.plans.document.queries.export import plan_document
from kuvend.accountability.plans.models import Assessment, Milestone, Plan, Report
from kuvend.accountability.plans.progress.queries.reports_owed import reports_by, reports_of
from kuvend.engines.formats.plan import read_plan, write_plan
from kuvend.engines.merkle.audit import audit_log
from kuvend.engines.merkle.notes import parse_verifier_key
from kuvend.engines.plancheck import Outcome, check_plan
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.demonstration import loading
from kuvend.foundation.demonstration.data import entries, read
from kuvend.foundation.demonstration.readers import READERS
from kuvend.foundation.demonstration.sign_ins import sign_ins
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actions import site_scope
from kuvend.foundation.people.actor import Actor, HeldMandate
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Mandate, Person
from kuvend.foundation.people.queries import actor_for
from kuvend.foundation.processes.enums import GateSide, StageState
from kuvend.foundation.processes.models import Activity, Participant, Process, Stage
from kuvend.foundation.processes.queries import open_activities
from kuvend.foundation.processes.rules import failing_items
from kuvend.foundation.record import queries, selfcheck
from kuvend.foundation.record.models import Cursor, Fact
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Answered, Duty
from tests.foundation.demonstration.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def test_everybody_is_simulated_and_only_the_printed_sign_ins_have_a_password() -> None:
    assert not Person.objects.filter(simulated=False).exists()
    with_password = {person.email for person in Person.objects.all() if person.has_usable_password()}
    assert with_password == {one.email for one in sign_ins()}
    assert all(Person.objects.get(email=one.email).check_password(one.password) for one in sign_ins())


def test_there_are_about_two_thousand_people_most_of_whom_only_read_and_support() -> None:
    assert 1_950 <= Person.objects.count() <= 2_050
    assert not Person.objects.exclude(email__endswith="@demo.example").exists()
    readers = Person.objects.filter(email__startswith="reader-")
    assert readers.count() == READERS
    assert not Mail.objects.filter(person__in=readers).exists()
    assert not Contribution.objects.filter(participant__person__in=readers).exists()
    supporting = Participant.objects.filter(person__in=readers, supports__isnull=False).values("person").distinct()
    assert supporting.count() > READERS / 2


def test_everybody_of_the_file_takes_part_in_both_plans_under_the_chosen_name() -> None:
    people = entries("people")
    writing = Participant.objects.exclude(person=None).exclude(person__email__startswith="reader-")
    for process in Process.objects.filter(to_date__isnull=False):
        assert writing.filter(process=process).count() == len(people)
    chosen = {entry["shown_name"] for entry in people if entry.get("shown_name")}
    assert (
        set(Participant.objects.exclude(person=None).exclude(shown_name="").values_list("shown_name", flat=True))
        == chosen
    )


@pytest.mark.parametrize("one", [one for one in sign_ins() if one.role], ids=lambda one: one.key)
def test_each_official_holds_the_mandate_that_is_printed(one: object) -> None:
    mandate = Mandate.objects.get(person__email=one.email)  # type: ignore[attr-defined]
    assert (mandate.role, mandate.scope.key) == (one.role, one.scope)  # type: ignore[attr-defined]
    actor = actor_for(mandate.person, on=local_date(NOW), confirmed=True)
    assert actor.holds(mandate.role, scope=mandate.scope.path)


def test_the_officers_have_answers_to_give_few_of_them_late_and_reports_to_write() -> None:
    owed = Duty.objects.filter(institution__key="akshi", state=DutyState.OPEN)
    late = owed.filter(due_date__lt=local_date(NOW))
    assert owed.count() >= 4 and 1 <= late.count() <= 3
    assert Milestone.objects.filter(outcome__institution__key="akshi", status="").exists()


def test_each_institution_owes_in_public_the_reports_that_its_officers_are_asked_for() -> None:
    said, today = {}, local_date(NOW)
    for institution in Institution.objects.filter(outcomes__milestone__isnull=False).distinct():
        mandate = HeldMandate(Role.INSTITUTION_OFFICER, institution.pk, site_scope().path)
        days = [row.due_date for row in reports_of(Actor(mandates=(mandate,)), NOW)]
        owed = reports_by(institution, today)
        numbers = (owed.days.waiting, owed.days.overdue) if owed else (0, 0)
        assert numbers == (len(days), sum(day < today for day in days)), institution.key
        said[institution.key] = len(days)
    assert said["akshi"] and len(said) > 3


def test_people_can_take_part_now_and_the_finished_process_is_closed() -> None:
    assert {one.process.key for one in open_activities(NOW)} == {"next-plan", "suggestions"}
    assert open_activities(NOW).count() == 5 and Activity.objects.count() == 9


def test_the_stage_under_way_cannot_close_and_says_why() -> None:
    states = Counter(Stage.objects.values_list("process__key", "state"))
    assert states[("albania-2020-2022", StageState.CLOSED)] == 3
    stage = Stage.objects.get(state=StageState.OPEN)
    failing = failing_items(stage, GateSide.CLOSES, NOW)
    assert [item.computed for item in failing] == ["", "all_answered"]
    assert Stage.objects.filter(process__key="next-plan", state=StageState.AHEAD).count() == 1


def test_reports_and_reviews_are_those_of_the_files() -> None:
    assert Report.objects.count() == len(entries("reports"))
    assert Assessment.objects.count() == len(read("reviews")["reviews"]) == 9
    last = {entry["milestone"]: entry["status"] for entry in entries("reports")}
    for milestone in Milestone.objects.select_related("outcome"):
        assert milestone.status == last.get(milestone.outcome.key, "")


def test_the_check_of_the_next_plan_has_something_to_teach_and_the_exported_file_is_whole() -> None:
    exported = read_plan(write_plan(plan_document(Plan.objects.get(process__key="next-plan"))))
    by_id = {finding.id: finding for finding in check_plan(exported, as_of=local_date(NOW)).findings}
    taught = {"T-01": ("5",), "T-08": ("5",), "T-09": ("5",), "T-11": ("4",), "T-16": ("5.2",)}
    assert {rule: by_id[rule].failed_at for rule in taught} == taught
    assert {by_id[rule].outcome for rule in ("T-03", "T-07", "T-10", "T-12", "C-01", "MR-1.1")} == {Outcome.PASSED}
    assert by_id["MR-1.2"].outcome is Outcome.FAILED
    named = [key for given in exported.commitments for key in given.details.contributions]  # type: ignore[union-attr]
    assert named and Contribution.objects.filter(public_id__in=named).count() == len(named)


def test_the_plan_of_the_making_is_marked_simulated() -> None:
    assert Plan.objects.get(process__simulated=True).process.key == "next-plan"


def test_facts_stand_in_the_order_of_time_and_none_is_of_the_future() -> None:
    moments = list(Fact.objects.order_by("index").values_list("at", flat=True))
    assert moments == sorted(moments) and moments[-1] <= NOW
    assert moments[0].year == 2020


def test_facts_hold_nothing_personal() -> None:
    names = set(Participant.objects.values_list("pseudonym", flat=True))
    names |= {entry["shown_name"] for entry in entries("people") if entry.get("shown_name")}
    names |= {entry["title"] for entry in entries("ideas")} | {entry["key"] for entry in entries("people")}
    for leaf in Fact.objects.values_list("leaf", flat=True):
        text = bytes(leaf).decode()
        assert "@" not in text
        assert not [name for name in names if name in text]


def test_the_record_verifies() -> None:
    key = parse_verifier_key(str(queries.verifier_key()))
    audit = audit_log(read=selfcheck.read_own, keys=[key], earlier=None, progress=lambda done, size: None)
    assert audit.entries == Fact.objects.count() > 500
    assert list(selfcheck.differing_rows()) == []


def test_no_reaction_failed_and_everybody_is_told_of_the_answer_once() -> None:
    assert list(Cursor.objects.exclude(failures=0).values_list("name", "failure")) == []
    answered = Fact.objects.filter(type="contribution_answered", subjects__name="contribution")
    expected = {f"fact:{index}:{one}" for index, one in answered.values_list("index", "subjects__subject")}
    written = list(Mail.objects.values_list("key", flat=True))
    assert len(written) == len(set(written)) and expected <= set(written)
    assert len(expected) == Answered.objects.count() > 80


def test_with_all_rooms_nothing_is_left_out(loaded: list[str]) -> None:
    assert loaded and not [line for line in loaded if line.startswith("left out")]


def test_a_second_load_changes_nothing(loaded: list[str]) -> None:
    before = Fact.objects.count()
    assert loading.is_loaded()
    assert not loading.load(at=NOW, say=loaded.append)
    assert Fact.objects.count() == before
