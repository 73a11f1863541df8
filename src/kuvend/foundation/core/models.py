from django.db import models


class Limit(models.Model):
    """How often one key did one thing in one window of time (counted by `limits.count`)."""

    key = models.CharField(max_length=120)
    window_start_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_start_at"], name="limit_once_a_window")]
        indexes = [models.Index(fields=["window_start_at"], name="limit_by_age")]
