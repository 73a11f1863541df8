from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Func, Q, Value

from kuvend.foundation.documents.enums import MOST_BYTES, MediaType


def _hash_of(column: str) -> Any:
    hashed = Func(F(column), function="sha256", output_field=models.BinaryField())
    return Func(hashed, Value("hex"), function="encode", output_field=models.CharField())


class FileContent(models.Model):
    """The bytes of a file, once for each content. Lists never ask for `content` (ADR 8)."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(max_length=20, choices=MediaType.choices)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

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
