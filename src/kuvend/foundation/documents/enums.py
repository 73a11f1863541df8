from django.db import models


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
