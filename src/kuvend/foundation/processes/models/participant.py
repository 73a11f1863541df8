"""The public face of a person in a process."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models.process import Process

SKELETON_LENGTH = 250


class Participant(models.Model):
    """The public face of one person in one process. Erasing the person empties `person`; the rest stands."""

    public_id = PublicIdField()
    process = models.ForeignKey(Process, models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="participants")
    pseudonym = models.CharField(max_length=60)
    shown_name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=160, blank=True)
    name_skeleton = models.CharField(max_length=SKELETON_LENGTH, blank=True)  # how the shown name looks (UTS #39)
    name_salt = models.BinaryField(default=b"")  # of the name's seal on record
    waiting_name = models.CharField(max_length=120, blank=True)  # chosen, and shown once a moderator has read it
    waiting_organisation = models.CharField(max_length=160, blank=True)
    name_unread_since = models.DateTimeField(null=True, blank=True)  # of a chosen name that no moderator has read
    hidden_names = models.JSONField(default=list, blank=True)  # skeletons of names that a moderator hid: not again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["process", "name_skeleton"], name="shown_name_once_a_process", condition=~Q(name_skeleton="")
            ),
            models.UniqueConstraint(fields=["process", "pseudonym"], name="pseudonym_once_a_process"),
            models.UniqueConstraint(fields=["process", "person"], name="person_once_a_process"),
        ]
        indexes = [
            models.Index(
                fields=["name_unread_since"], name="names_to_read", condition=Q(name_unread_since__isnull=False)
            )
        ]

    @property
    def name(self) -> str:
        """How this person appears: beside words only where their kind says so (`contributions.authors`)."""
        return self.shown_name or self.pseudonym

    @property
    def chosen_name(self) -> str:
        """What the person chose last, name and organisation in one line; "" under the pseudonym alone.

        It stands on no public page while it waits for a moderator.
        """
        waiting, public_names = (self.waiting_name, self.waiting_organisation), (self.shown_name, self.organisation)
        return ", ".join(part for part in (waiting if self.name_waits else public_names) if part)

    @property
    def name_waits(self) -> bool:
        """Whether a moderator reads the chosen name before anybody else does."""
        return bool(self.waiting_name or self.waiting_organisation)
