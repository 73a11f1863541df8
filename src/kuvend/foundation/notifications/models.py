from django.db import models
from django.db.models.functions import Now

from kuvend.foundation.people.models import Person


class Mail(models.Model):
    """A letter to a person. The address is read when it is sent; erasing the person erases the letters."""

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="mails")
    subject = models.CharField(max_length=250)
    body = models.TextField()
    queued_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["queued_at", "id"], name="mail_to_send", condition=models.Q(sent_at__isnull=True))
        ]


class Delivered(models.Model):
    """What the mailbox received instead of the world; in the demonstration it is readable at /demo/mail."""

    message_id = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")  # goes when the person goes
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    received_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["-received_at"], name="mailbox_newest")]


class NoReminders(models.Model):
    """A person who wants no letters on what is due; it goes when the person goes."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="no_reminders")
