from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kuvend.accountability.plans.models.commitments import Milestone
from kuvend.accountability.plans.models.reports import Report
from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.documents.models import FileContent


class Evidence(models.Model):
    """What shows that a report is true: a file, or a link with what stood there (`snapshot`).

    `salt` and `digest` seal title, address and snapshot; evidence from before this was kept has none.
    """

    public_id = PublicIdField()
    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    title = LocalizedField()
    url = models.URLField(blank=True)
    file = models.ForeignKey(FileContent, models.PROTECT, null=True, blank=True, related_name="+")
    snapshot = models.TextField(blank=True)
    event_date = models.DateField(null=True, blank=True)
    salt = models.BinaryField(default=bytes)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title={}), name="evidence_has_title"),
            models.CheckConstraint(condition=Q(url="") | Q(file__isnull=True), name="evidence_is_file_or_link"),
        ]


class KeptFile(models.Model):
    """A file that somebody chose in a form that still had faults: private to that person, for a week at most."""

    public_id = PublicIdField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="+")
    file = models.ForeignKey(FileContent, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    excerpt = models.TextField(blank=True)
    kept_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "milestone", "file"], name="kept_file_once_for_each_form")
        ]
