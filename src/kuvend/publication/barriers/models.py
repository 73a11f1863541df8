from __future__ import annotations

from django.db import models

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.obligations.models import Obligation


class Barrier(models.Model):
    """What keeps somebody out, on which page; its words are read by those who answer alone. Nobody is named.

    The answer is owed by the day of its obligation.
    """

    public_id = PublicIdField()
    page = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    language = models.CharField(max_length=12)
    reported_at = models.DateTimeField()
    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="barrier")
    answer = LocalizedField()
    removed = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
