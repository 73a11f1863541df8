from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower, Now

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.people.enums import Role


class People(BaseUserManager["Person"]):
    """How accounts are made: by e-mail, with or without a password."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """An account. It stands on no public page and in no fact; a participant is its public face."""

    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, default="sq")
    is_active = models.BooleanField(default=True)
    simulated = models.BooleanField(default=False)
    joined_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def has_usable_mail(self) -> bool:
        """Tell whether mail may be sent to this person (simulated people have none outside the demonstration)."""
        return self.is_active and bool(self.email)


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
    """A person holds a role, for an institution, in a scope and all below it, from a day to a day."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="mandates")
    role = models.CharField(max_length=30, choices=Role.choices)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="mandates")
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="mandates")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
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
