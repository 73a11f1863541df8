"""Import a plan file: what is new is added, what changed is changed, what is the same leaves no trace."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from kuvend.accountability.plans.document import facts, rules
from kuvend.accountability.plans.document.actions.commitments import keep_commitment
from kuvend.accountability.plans.document.actions.goals import keep_goal, keep_plan
from kuvend.accountability.plans.document.actions.institutions import keep_institutions
from kuvend.accountability.plans.document.actions.stages import keep_stages
from kuvend.accountability.plans.document.actions.values import value_or
from kuvend.accountability.plans.models import Commitment, Component, Milestone, Plan
from kuvend.engines.formats.plan import write_plan
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.engines.plancheck import technology_alone, why_not_technology_alone
from kuvend.foundation.core.access import require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.people.actions import site_scope
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.actions import set_topics
from kuvend.foundation.processes.models import GateItem, Process, Stage
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject, digest
from kuvend.foundation.record.openings import open_again, seal_openly


@transaction.atomic
def import_plan(*, actor: Actor, document: PlanDocument, renamed: Collection[str] = (), at: datetime) -> Plan:
    """Publish a plan, or its next version; importing the same again makes no row, no text and no fact.

    Args:
        actor: whoever publishes it.
        document: the plan.
        renamed: keys of kept institutions that the document may call otherwise.
        at: the moment.

    Raises:
        NotAllowed: when the actor may not publish plans.
        UsageProblem: when the file leaves out what the kept plan has (nothing is ever removed), tells no days, has the
            key of something else or of another country's plan, calls an institution otherwise than it is kept, or when
            a plan that is still being made names technology and innovation as a commitment's only value.
    """
    site = site_scope()
    process = Process.objects.select_for_update(of=("self",)).filter(key=document.key).first()
    require(rules.may_import_plan(actor, process.scope if process else site))
    _refuse_taken_key(document, process)
    _refuse_technology_alone(document, local_date(at))
    _refuse_removal(document)
    scope = process.scope if process else site
    institutions = keep_institutions(document.institutions, renamed=renamed, actor=actor, scope=scope.path, at=at)
    plan = keep_plan(document, site, institutions)
    goals = {goal.key: keep_goal(plan, place, goal, institutions) for place, goal in enumerate(document.policy_goals)}
    set_topics(process=plan.process, topics=[(one.key, one.title) for one in goals.values()])
    keep_stages(plan.process, document.stages, institutions, actor=actor, at=at)
    for place, entry in enumerate(document.commitments):
        keep_commitment(goals[entry.goal], place, entry, institutions, actor=actor, at=at)
    _publish_version(plan, document, actor, at)
    return plan


def _refuse_taken_key(document: PlanDocument, process: Process | None) -> None:
    """Refuse the key of anything that is no plan (of the site itself, too), and that of another country's plan."""
    plan = Plan.objects.filter(process=process).first() if process else None
    if plan is None and (process or Scope.objects.filter(key=document.key).exists()):
        raise UsageProblem(f"plan.key: “{document.key}” is the key of something else than a plan; choose another")
    if plan and plan.country != document.country:
        raise UsageProblem(
            f"plan.key: “{document.key}” is the key of a plan of {plan.country}, not of {document.country}"
        )


def _publish_version(plan: Plan, document: PlanDocument, actor: Actor, at: datetime) -> None:
    """Put the plan on record when its file is another than the last one."""
    text = write_plan(document)
    if plan.digest and digest(bytes(plan.salt), text) == plan.digest:
        open_again(salt=bytes(plan.salt), text=text)
        return
    sealed = seal_openly(text)
    plan.version, plan.salt, plan.digest = plan.version + 1, sealed.salt, sealed.digest
    plan.published_at = at
    plan.save(update_fields=["version", "salt", "digest", "published_at"])
    published = facts.PlanPublished(
        plan=Subject(plan.public_id),
        process=Subject(plan.process.public_id),
        version=plan.version,
        document=sealed.digest,
    )
    put(published, at=at, role=actor.role_in(plan.process.scope.path))


def _refuse_technology_alone(document: PlanDocument, today: date) -> None:
    """A plan still being made is refused where technology is a commitment's only value; history comes in as it was."""
    if _is_history(document, today):
        return
    alone = [one.number for one in document.commitments if technology_alone(value_or(one.values, ()))]
    if alone:
        raise UsageProblem(
            f"commitment {', '.join(alone)}: {why_not_technology_alone(SOURCE)} "
            "A plan still being made does not come in with it."
        )


def _is_history(document: PlanDocument, today: date) -> bool:
    """Tell whether a plan was submitted by `today`, as its file tells, or has ended."""
    submitted = document.making.submitted if document.making else None
    ended = document.period.to_date
    return any(isinstance(day, StatedDate) and day.last_day() <= today for day in (submitted, ended))


def _refuse_removal(document: PlanDocument) -> None:
    """People may have spoken about what is kept, so a file that leaves it out is refused."""
    stages = {stage.key for stage in document.stages}
    items = {item.key for stage in document.stages for item in stage.items}
    goals = {goal.key for goal in document.policy_goals}
    components = {one.key for goal in document.policy_goals for one in goal.components}
    commitments = {one.key for one in document.commitments}
    milestones = {one.key for entry in document.commitments for one in value_or(entry.milestones, ())}
    key = document.key
    key_pairs = [
        (stages, Stage.objects.filter(process__key=key).values_list("key", flat=True)),
        (items, GateItem.objects.filter(stage__process__key=key).values_list("key", flat=True)),
        (goals, Plan.objects.filter(process__key=key, goals__isnull=False).values_list("goals__key", flat=True)),
        (components, Component.objects.filter(goal__plan__process__key=key).values_list("key", flat=True)),
        (
            commitments,
            Commitment.objects.filter(outcome__process__key=key).values_list("outcome__key", flat=True),
        ),
        (
            milestones,
            Milestone.objects.filter(outcome__process__key=key).values_list("outcome__key", flat=True),
        ),
    ]
    missing = [one for file_keys, kept_keys in key_pairs for one in kept_keys if one not in file_keys]
    if missing:
        raise UsageProblem(
            f"the file leaves out what the plan {key} already has, and an import removes nothing: " + ", ".join(missing)
        )
