"""How the texts of a plan plug in."""

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.enums import COMMITMENT, MILESTONE
from kuvend.accountability.plans.progress.steps import steps_after
from kuvend.foundation.outcomes.sorts import OutcomeSort

COMMITMENTS = OutcomeSort(name=COMMITMENT, label=_("commitment"), page="commitment", is_offered=True, steps=steps_after)
MILESTONES = OutcomeSort(name=MILESTONE, label=_("milestone"), page="milestone", steps=steps_after)
