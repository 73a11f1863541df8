from __future__ import annotations

from django.db import models
from django.db.models import Q

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField


class Barrier(models.Model):
    """What keeps somebody out, on which page; its words are read by those who answer alone. Nobody is named."""

    public_id = PublicIdField()
    page = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    language = models.CharField(max_length=12)
    reported_at = models.DateTimeField()
    answer_due_date = models.DateField()
    answer = LocalizedField()
    removed = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["answer_due_date", "id"], name="barriers_waiting", condition=Q(answered_at=None))
        ]
