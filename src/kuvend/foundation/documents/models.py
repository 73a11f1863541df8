from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now

from kuvend.foundation.core.ids import PublicIdField
from kuvend.foundation.core.text import LocalizedField
from kuvend.foundation.documents.enums import MOST_BYTES, DocumentType, Licence, MediaType
from kuvend.foundation.people.models import Institution, Scope


def _hash_of(column: str) -> Any:
    hashed = Func(F(column), function="sha256", output_field=models.BinaryField())
    return Func(hashed, Value("hex"), function="encode", output_field=models.CharField())


class FileContent(models.Model):
    """The bytes of a file, once for each content, and what they say. Lists ask for neither (ADR 8).

    `text_read_at` is when a job read its text, None while that waits; the text of what was redacted is emptied.
    `stored_at` is when somebody last stored it: what nothing points to is kept for a while from then.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=20, choices=MediaType.choices)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    text = models.TextField(blank=True, default="", db_default="")
    text_read_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(media_type__in=MediaType.values), name="file_content_type_code"),
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=MOST_BYTES), name="file_content_size"),
            models.CheckConstraint(
                condition=Q(size=Func(F("content"), function="octet_length", output_field=models.IntegerField())),
                name="file_content_is_whole",
            ),
            models.CheckConstraint(condition=Q(sha256=_hash_of("content")), name="file_content_is_its_hash"),
        ]
        indexes = [
            models.Index(
                fields=["sha256"],
                condition=Q(text_read_at=None, media_type__in=[MediaType.PDF.value, MediaType.CSV.value]),
                name="file_content_unread",
            )
        ]


class Document(models.Model):
    """A document of an institution: what it is. What it says stands in its versions."""

    public_id = PublicIdField()
    type = models.CharField(max_length=20, choices=DocumentType.choices)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    scope = models.ForeignKey(Scope, models.PROTECT, related_name="+")
    filed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(type__in=DocumentType.values), name="document_type_code")]


class DocumentVersion(models.Model):
    """One version of a document, never edited: a later one supersedes it.

    `number` counts from 1. `withheld_at` is since when its bytes are sent no longer, because a redacted version took
    its place; the text of its file is emptied with that, and the salt of `file_digest`, which seals hash and size,
    destroyed. `salt` and `digest` seal title and note; where the title of a withheld version reads otherwise than that
    of the redacted one, it is emptied, and the salt with it.
    """

    public_id = PublicIdField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    title = LocalizedField()
    language = models.CharField(max_length=12)  # BCP 47
    licence = models.CharField(max_length=20, choices=Licence.choices)
    file = models.ForeignKey(FileContent, models.PROTECT, related_name="+")
    redaction_note = LocalizedField()
    withheld_at = models.DateTimeField(null=True, blank=True)
    file_digest = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_numbered_once"),
            models.CheckConstraint(
                condition=Q(number=1, supersedes=None) | Q(number__gt=1, supersedes__isnull=False),
                name="document_version_supersedes_but_the_first",
            ),
            models.CheckConstraint(condition=Q(licence__in=Licence.values), name="document_version_licence_code"),
            models.CheckConstraint(
                condition=~Q(title={}) | Q(withheld_at__isnull=False), name="document_version_has_title"
            ),
            models.CheckConstraint(
                condition=Q(redaction_note={}) | Q(number__gt=1), name="document_version_redacts_an_earlier_one"
            ),
        ]
