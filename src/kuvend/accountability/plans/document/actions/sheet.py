"""Import a plan from OGP's commitments sheet; cells that a plan has no words for are kept beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from kuvend.accountability.plans.document.actions.importing import import_plan
from kuvend.accountability.plans.models import Plan
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.people.actor import Actor

FORMAT = "ogp-sheet/1"


@transaction.atomic
def import_sheet(
    *, actor: Actor, document: PlanDocument, cells: Mapping[str, Mapping[str, Sequence[str]]], at: datetime
) -> Plan:
    """Publish the plan that a sheet tells (`document`), with the `cells` that `kept_cells` found.

    Raises:
        NotAllowed: when the actor may not publish plans.
        UsageProblem: when a plan of that key came from elsewhere, since a sheet says less and would empty its fields.
    """
    earlier = Plan.objects.filter(process__key=document.key).first()
    if earlier and earlier.source_values.get("format") != FORMAT:
        raise UsageProblem(f"{document.key} did not come from a sheet, which would empty what it says; use another key")
    plan = import_plan(actor=actor, document=document, at=at)
    plan.source_values = {"format": FORMAT, "cells": {number: dict(row) for number, row in cells.items()}}
    plan.save(update_fields=["source_values"])
    return plan
