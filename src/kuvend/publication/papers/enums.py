from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What of a paper is kept: its tree (for the page, and to write the others from), the PDF, the DOCX."""

    TREE = "tree"
    PDF = "pdf"
    DOCX = "docx"


CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
