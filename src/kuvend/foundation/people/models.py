from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.languages import site_language, site_languages
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.people.addresses import canonical
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.sessions import SessionStore

CANONICAL = r"^[!-@\[-~]+$"  # printable ASCII without capitals; the whole rule is `addresses.canonical`


class People(BaseUserManager["Person"]):
    """How accounts are made: by e-mail, with or without a password."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=canonical(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An account. It stands on no public page and in no fact; a participant is its public face.

    `session_epoch` rises when a factor, the password or an address changes: sessions begun before are over.
    `vouched_at` is when somebody proved, by more than the mailbox, that this official's factors are theirs;
    without it mandates are dormant. `vouched_by` is who did; the house itself, when `vouched_by_house`; nobody is known
    to have, when neither. `undone_at` is when a change was last taken back from a letter.
    `address_set_aside` holds the address of an account whose canonical form another account had first.
    """

    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=12, default=site_language)
    is_active = models.BooleanField(default=True)
    simulated = models.BooleanField(default=False)
    joined_at = models.DateTimeField(db_default=Now())
    session_epoch = models.PositiveIntegerField(default=0)
    vouched_at = models.DateTimeField(null=True, blank=True)
    vouched_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    vouched_by_house = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    address_set_aside = models.CharField(max_length=254, blank=True, default="")

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], name="person_email_once"),
            models.CheckConstraint(condition=models.Q(email__regex=CANONICAL), name="person_email_canonical"),
        ]

    @property
    def mail_language(self) -> str:
        """The language of this person's e-mails: the chosen one while the site has it, else the site's own."""
        return self.language if self.language in site_languages() else site_language()

    def has_usable_mail(self) -> bool:
        """Tell whether mail may be sent to this person (simulated people have none outside the demonstration)."""
        return self.is_active and bool(self.email)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must have been begun with: password and epoch; others are over."""
        state = self.password + (f" {self.session_epoch}" if self.session_epoch else "")
        salt = "kuvend.foundation.people.models.Person.session"
        return salted_hmac(salt, state, secret=secret, algorithm="sha256").hexdigest()


class Institution(models.Model):
    """A body that owes answers; it may sit under another."""

    public_id = PublicIdField()
    key = models.SlugField(max_length=80, unique=True)
    name = LocalizedField()
    short_name = LocalizedField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    def __str__(self) -> str:
        return str(self.name)


class Scope(models.Model):
    """A place where a mandate holds: the site, a process, a policy goal, a component."""

    key = models.CharField(max_length=200, unique=True)
    title = LocalizedField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=400, unique=True)  # keys from the root, "/site/al-2020-2022/…/"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__startswith="/") & models.Q(path__endswith="/"),
                name="scope_path_is_closed",
            )
        ]


class Mandate(models.Model):
    """A person holds a role, for an institution, in a scope and all below it, from a day to a day, or until ended."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="mandates")
    role = models.CharField(max_length=30, choices=Role.choices)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="mandates")
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="mandates")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # somebody ended it at this moment, before its last day

    class Meta:
        constraints = [
            models.UniqueConstraint(
                condition=models.Q(ended_at__isnull=True),
                fields=["person", "role", "institution", "scope", "from_date"],
                name="mandate_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(to_date__isnull=True) | models.Q(to_date__gte=models.F("from_date")),
                name="mandate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=Role.INSTITUTION_OFFICER) | models.Q(institution__isnull=False),
                name="officer_has_institution",
            ),
        ]


class Session(AbstractBaseSession):
    """A visit: sealed values, and for a person who is signed in whose it is, since when, and in which browser."""

    session_key = models.CharField(max_length=64, primary_key=True)  # a digest
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    begun_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    browser = models.CharField(max_length=80, blank=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore


class HandedSecret(models.Model):
    """A secret that whoever gave a mandate hands over by another way than mail; kept as a digest, for some days.

    `vouched_by` made it, or the house itself; it goes with that account.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="handed_secret")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    vouched_by = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    vouched_by_house = models.BooleanField(default=False)


class DoorLetter(models.Model):
    """A letter of the sign-in on its way: sealed, since it holds a code, and deleted when it was sent."""

    sealed = models.TextField()
    queued_at = models.DateTimeField()
    gives_up_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["queued_at"], name="door_letter_by_age")]
