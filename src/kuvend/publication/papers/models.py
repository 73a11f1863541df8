from __future__ import annotations

from django.db import models

from kuvend.publication.papers.enums import Kind


class KeptPaper(models.Model):
    """A paper in one language and kind as it was made last, and whether it is being made or waited for.

    Several web machines serve the same one. `fact` is the newest fact when its words were read, `nearby` how many were
    numbered shortly before it, `read_at` that moment: by these it is told whether it still says what is so. `content`
    is empty while nothing was made.
    """

    paper = models.CharField(max_length=40)
    public_id = models.CharField(max_length=10)
    language = models.CharField(max_length=20)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    version = models.PositiveIntegerField(default=0)  # of the code that made it
    fact = models.BigIntegerField(default=0)
    nearby = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # since when somebody waits for it to be made by the job
    begun_at = models.DateTimeField(null=True)  # since when it is being made; None when it is not
    failed_at = models.DateTimeField(null=True)  # when it could not be made, None since it was
    content = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "public_id", "language", "kind"], name="kept_paper_once"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="kept_paper_kind"),
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="paper_waited_for", condition=models.Q(asked_at__isnull=False))
        ]
