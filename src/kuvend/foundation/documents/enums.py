from django.db import models
from django.utils.translation import gettext_lazy as _


class MediaType(models.TextChoices):
    """What a file may be, told by its content."""

    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"
    CSV = "text/csv", "CSV"

    @property
    def ending(self) -> str:
        """How the name of such a file ends, without the dot."""
        return "jpg" if self is MediaType.JPEG else self.name.lower()


MOST_BYTES = 10 * 1024 * 1024  # of a file; 10 MB as OGP Local's assessment form allows


class DocumentType(models.TextChoices):
    """What a document is to those who look for it."""

    DRAFT = "draft", _("a draft")
    DECISION = "decision", _("a decision")
    MINUTES = "minutes", _("minutes of a meeting")
    REPORT = "report", _("a report")
    STUDY = "study", _("a study")
    TABLE = "table", _("a table")
    OTHER = "other", _("another document")


class Licence(models.TextChoices):
    """What a document may be used for, as SPDX names it where it does."""

    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC0 = "CC0-1.0", "CC0"
    OFFICIAL = "official", _("an official text, free of copyright")
    RESERVED = "reserved", _("all rights reserved")
