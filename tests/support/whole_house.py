"""A house with something behind every address: a plan with a milestone, a draft, answers, a decision, a record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import URLPattern

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.models import Commitment, Component, Milestone, Plan, PolicyGoal
from kuvend.accountability.plans.progress.actions.assessing import Codes, assess_commitment
from kuvend.accountability.plans.progress.actions.drafts import keep_form_draft
from kuvend.accountability.plans.progress.actions.evidence import GivenEvidence
from kuvend.accountability.plans.progress.actions.reporting import report_progress
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.core.text import Localized
from kuvend.foundation.documents.actions import Filing, file_document, store_file
from kuvend.foundation.documents.files import check_file
from kuvend.foundation.documents.models import DocumentVersion
from kuvend.foundation.moderation.actions import complain
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.letters import way_back
from kuvend.foundation.people.models import Mandate
from kuvend.foundation.places.actions import load_country
from kuvend.foundation.processes.actions import begin_activity_draft
from kuvend.foundation.processes.models import GateItem, Stage
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, publish_response
from kuvend.participation.deliberation.actions import SeedStatement, compute_map, seed_statements, set_rules
from kuvend.participation.drafting.actions import SectionText, publish_draft
from kuvend.publication.barriers.actions import report_barrier
from tests.support.ballots import cast_ballots
from tests.support.house import House, both, quoted
from tests.support.standing import standing_process

PLAN = """
format: kuvend-plan/1
plan:
  key: small-plan
  country: AL
  title: {sq: Një plan i vogël, en: A small plan}
  period: {from: 2026-01-01, to: 2027-12-31}
institutions:
  - {key: aksi, name: {sq: Agency (sq), en: Agency}}
policy_goals:
  - key: goal
    number: '1'
    title: {sq: Qëllimi, en: The goal}
    components:
      - {key: component, number: '1.1', title: {sq: Komponenti, en: The component}, leader: aksi}
stages:
  - key: first
    title: {sq: Faza e parë, en: The first stage}
    from: 2026-01-01
    to: 2026-12-31
    items:
      - {key: package, text: {sq: Paketa u dërgua, en: The package was sent}, actors: [aksi], gate: opens}
commitments:
  - key: hours
    number: '1'
    title: {sq: Orare më të gjata, en: Longer hours}
    goal: goal
    component: component
    lead: aksi
    problem: {sq: Zyrat mbyllen herët., en: Offices close early.}
    solution: {sq: Zyrat hapen më gjatë., en: Offices open longer.}
    milestones:
      - {key: two-days, number: '1.1', title: {sq: Dy ditë në javë, en: Two days a week}}
"""
REASON = both("Offices will open from eight to six on two days of the week, beginning in March.")


class WholeHouse:
    """Everything that an address can name, made by the real actions."""

    def __init__(self) -> None:
        load_country("AL")
        house = self.house = House()
        self.author, self.other_author = house.person("author"), house.person("other")
        self.idea = house.idea(house.actor(self.author), at=house.at - timedelta(days=1))
        self.waiting = house.idea(house.actor(self.other_author), title="Still waits for its answer")
        self.plan: Plan = import_plan(actor=HOUSE, document=read_plan(PLAN), at=house.at)
        draft = self.drafting = house.make_activity("drafting")
        section = SectionText("s1", "1", both("Hours"), both("Offices open from eight to six on two days."))
        (self.section,) = publish_draft(actor=HOUSE, activity=draft, sections=[section], at=house.at)
        record.advance(at=house.at)
        self.deliberation = house.make_activity("deliberation", answers_owed=False)
        seeds = [SeedStatement(both("Offices show how long a service takes."))]
        (self.statement,) = seed_statements(actor=HOUSE, activity=self.deliberation, statements=seeds, at=house.at)
        set_rules(actor=HOUSE, activity=self.deliberation, who_adds="people", minimum_voters=5, at=house.at)
        before, closed = house.at - timedelta(days=3), house.at - timedelta(days=1)
        cast_ballots(self.deliberation, [self.statement], [[1]] * 10, at=before)
        compute_map(self.deliberation.pk, at=house.at)
        self.closed_deliberation = house.make_activity("deliberation", answers_owed=False, closes_at=closed)
        set_rules(actor=HOUSE, activity=self.closed_deliberation, who_adds="people", minimum_voters=5, at=before)
        both_sorts = [*seeds, SeedStatement(both("I live in a village."), meta=True)]
        said = seed_statements(actor=HOUSE, activity=self.closed_deliberation, statements=both_sorts, at=before)
        cast_ballots(self.closed_deliberation, said, [[1, 1]] * 5, at=before)
        compute_map(self.closed_deliberation.pk, at=house.at)
        typed = {"kind": "ideas", "title_sq": "Ide për orarin", "summary_sq": "Na tregoni."}
        self.standing = standing_process(house)
        self.activity_draft = begin_activity_draft(actor=HOUSE, process=house.process, values=typed, at=house.at)
        words = {"page": "/en/", "words": "I cannot reach the button.", "language": "en"}
        self.barrier = report_barrier(**words, networks=[("here", 1)], at=house.at)
        self.draft = draft_response(
            actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[self.waiting.pk]
        )
        self.response = draft_response(
            actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[self.idea.pk]
        )
        keep_draft(
            actor=HOUSE,
            response=self.response,
            verdict="accepted",
            reason=REASON,
            nowhere=Localized(),
            landings=[LandingPlace(self.section.outcome, quoted("on two days"))],
        )
        publish_response(actor=HOUSE, response=self.response, at=house.at)
        record.advance(at=house.at)
        house.official("moderator")
        self.complaint = complain(
            contribution=self.waiting,
            seen_version=1,
            house_rule="spam",
            note="Three times the same.",
            networks=[("n", 1)],
            at=house.at,
        )
        self.report = report_progress(
            actor=HOUSE, milestone=Milestone.objects.get(), status="substantial", text=both("One day a week is kept."),
            challenges=Localized(), as_of_date=house.at.date(), evidence=[self.piece()],
            at=house.at,
        )  # fmt: skip
        self.assessment = assess_commitment(
            actor=HOUSE, commitment=Commitment.objects.get(), codes=Codes(completion="substantial"),
            text=both("One day of two is kept."), at=house.at,
        )  # fmt: skip

        self.document = self.file()
        said = {"status": "substantial", "as_of_date": "2026-11-20", "text_en": "Two days a week are kept."}
        words = {"values": said, "seen_version": 0, "at": house.at}
        keep_form_draft(actor=HOUSE, about=Milestone.objects.get(), **words)
        words["values"] = {"completion": "substantial", "text_en": "Two days of two are kept."}
        keep_form_draft(actor=HOUSE, about=Commitment.objects.get(), **words)

    def file(self) -> DocumentVersion:
        """A document of the institution, in its first version."""
        filing = Filing(title=both("Hours"), language="en", licence="CC-BY-4.0", content=b"day,hours\nMonday,9\n")
        owner, scope = self.house.owner, self.house.process.scope
        return file_document(actor=HOUSE, institution=owner, scope=scope, type="table", filing=filing, at=self.house.at)

    def piece(self) -> GivenEvidence:
        """Evidence that is a file."""
        file = store_file(check_file(b"day,hours\nMonday,10\n"), at=self.house.at)
        return GivenEvidence(both("Hours of the week"), event_date=self.house.at.date(), file=file)

    def subjects(self) -> dict[str, Any]:
        """What the id of an address names, by the address's name; the rest name a contribution."""
        house, outcome = self.house, self.section.outcome
        commitment, milestone = Commitment.objects.get().outcome, Milestone.objects.get().outcome
        stage, item = Stage.objects.get(key="first"), GateItem.objects.get()
        return {
            "data_deliberation": self.deliberation, "data_deliberation_map": self.deliberation,
            "data_deliberation_crosstabs": self.closed_deliberation, "data_api_deliberations_one": self.deliberation,
            "data_api_statements_one": self.statement,
            "vote": self.deliberation, "my_votes": self.deliberation, "new_statement": self.deliberation,
            "deliberation_results": self.deliberation,
            "run_deliberation": self.deliberation,
            "tend_statement": self.statement, "my_place": self.deliberation,
            "activity": house.activity, "new_idea": house.activity, "comment_on_activity": house.activity,
            "comment_on_outcome": outcome, "section": outcome, "response": self.response,
            "desk_response": self.draft, "desk_correct": self.response, "desk_pass_on": self.waiting,
            "desk_take_back": self.waiting, "desk_hand_back": self.waiting, "desk_decide_landing": self.response,
            "desk_answer_to_all": self.closed_deliberation,
            "desk_words": house.activity, "desk_split": self.waiting, "desk_lead_back": self.waiting,
            "desk_text_continue": outcome, "desk_text_undo": outcome,
            **{f"desk_activity_{deed}": house.activity for deed in ("correct", "extend", "close", "withdraw")},
            "barrier": self.barrier, "desk_barrier": self.barrier,
            "desk_activity_draft": self.activity_draft, "desk_activity_draft_edit": self.activity_draft,
            "desk_draft": self.drafting, "desk_plan_submit": self.plan,
            "plan_page": self.plan, "policy_goal": PolicyGoal.objects.get(), "component": Component.objects.get(),
            "report_receipt": self.complaint,
            "document_file": self.document, "process_documents": house.process, "desk_documents": house.process,
            "desk_document_new": house.process, "desk_document_supersede": self.document.document,
            "desk_document_redact": self.document.document,
            "evidence_file": self.report.evidence.get(), "data_api_evidence_one": self.report.evidence.get(),
            "commitment": commitment, "commitment_assess": commitment, "milestone": milestone,
            "assessment_preview": commitment, "report_preview": milestone,
            "milestone_report": milestone, "stage": stage, "desk_stage": stage, "desk_evidence": item,
            "desk_stage_move": stage, "desk_stage_calendar": self.plan.process,
            "data_feed_institution": house.owner, "data_feed_process": house.process,
            "data_calendar_process": house.process, "difference": outcome, "plan_difference": self.plan,
            "data_api_processes_one": house.process, "data_api_stages_one": stage,
            "data_api_activities_one": house.activity, "data_api_responses_one": self.response,
            "data_api_plans_one": self.plan, "data_api_commitments_one": commitment,
            "data_api_milestones_one": milestone, "data_api_reports_one": self.report, "report": self.report,
            "data_api_assessments_one": self.assessment, "data_api_institutions_one": house.owner,
            "process": house.process, "desk_process_end": self.standing, "desk_process_correct": self.standing,
            "institution": house.owner, "my_name": self.idea.participant, "desk_mandate_end": Mandate.objects.first(),
            "desk_mandate_vouch": Mandate.objects.filter(person__vouched_at=None).first() or Mandate.objects.first(),
        }  # fmt: skip

    def arguments(self, pattern: URLPattern) -> dict[str, Any]:
        """Arguments for a pattern's converters, so that its address names something that exists."""
        known = self.subjects()
        values = {
            "public_id": known.get(pattern.name or "", self.idea).public_id,
            "typed_id": self.idea.public_id,
            "outcome_id": self.section.outcome.public_id,
            "index": Fact.objects.filter(type="response_published").earliest("index").index,
            "path": "0/000.p/1",
            "place": "0/000.p/1",
            "name": "contributions",
            "number": 0,
            "code": "AL322",
            "token": way_back(self.author, self.author.email, at=self.house.at).split("/")[-2],
        }
        if (pattern.name or "").startswith("paper"):
            values |= {"name": "plan", "public_id": self.plan.public_id}
        return {name: values[name] for name in pattern.pattern.converters}
