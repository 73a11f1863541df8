from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from kuvend.foundation.outcomes.models import Outcome


class FormDraft(models.Model):
    """A report on a milestone, or an assessment of a commitment, while it is written.

    `values` are those of the form. Whoever may publish it reads and changes it; it goes when it is published.
    """

    outcome = models.OneToOneField(Outcome, models.CASCADE, related_name="form_draft")
    values: models.JSONField[Any, Any] = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
