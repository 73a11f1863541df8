from django.db import models


class Limit(models.Model):
    """How often one key did one thing in one window of time (counted by `limits.count`)."""

    key = models.CharField(max_length=120)
    window_start_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_start_at"], name="limit_once_a_window")]
        indexes = [models.Index(fields=["window_start_at"], name="limit_by_age")]


class SentForm(models.Model):
    """A form whose deed was done, by the key of `sending`, and where its sender was led."""

    key = models.CharField(max_length=64, primary_key=True)
    location = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(db_index=True)


class KeptForm(models.Model):
    """What somebody typed when the session had ended, sealed with a key that only the browser has.

    `person_id` is whoever signed in first afterwards; a number and no foreign key, for the rows live an hour.
    """

    key = models.CharField(max_length=64, primary_key=True)
    path = models.CharField(max_length=500)
    sealed = models.BinaryField()
    person_id = models.BigIntegerField(null=True, blank=True)
    kept_at = models.DateTimeField(db_index=True)
