from __future__ import annotations

from django.db import models
from django.db.models import Q

from kuvend.accountability.plans.enums import Completion, EarlyResults, Potential, YesNo
from kuvend.accountability.plans.models.commitments import Commitment
from kuvend.accountability.plans.models.fields import code, one_of
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField


class Assessment(models.Model):
    """What a reviewer of the IRM found about a commitment, in the IRM's codes; it is never edited."""

    public_id = PublicIdField()
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="assessments")
    verifiable = code(YesNo)
    open_gov_lens = code(YesNo)
    potential = code(Potential)
    completion = code(Completion)
    early_results = code(EarlyResults)
    text = LocalizedField()
    source_title = LocalizedField()
    source_url = models.URLField(blank=True)
    assessed_at = models.DateTimeField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            one_of("verifiable", YesNo, "assessment_verifiable_code"),
            one_of("open_gov_lens", YesNo, "assessment_open_gov_lens_code"),
            one_of("potential", Potential, "assessment_potential_code"),
            one_of("completion", Completion, "assessment_completion_code"),
            one_of("early_results", EarlyResults, "assessment_early_results_code"),
            models.CheckConstraint(condition=~Q(text={}), name="assessment_has_words"),
        ]
