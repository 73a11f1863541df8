"""What can be done with files: store the content of one, read its text, forget contents that nothing points to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from kuvend.foundation.core import jobs
from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.files import CheckedFile
from kuvend.foundation.documents.files.reading import text_of
from kuvend.foundation.documents.models import FileContent
from kuvend.foundation.documents.pointers import pointers

UNUSED_KEPT = timedelta(days=1)  # what a preview promises of a file that was chosen and not yet published


def store_file(checked: CheckedFile, *, at: datetime) -> FileContent:
    """Return the row of a file's content, made when there is none; two at once make one. A job reads its text.

    Until something points to it, it is kept for UNUSED_KEPT from `at`.
    """
    row = FileContent(
        sha256=checked.sha256, media_type=checked.media_type, size=len(checked.content), content=checked.content,
        stored_at=at,
    )  # fmt: skip
    # An upsert locks the row that is there already, so that it is not forgotten before something points to it.
    FileContent.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["sha256"], update_fields=["media_type", "stored_at"]
    )
    jobs.ask("documents.read_texts")
    return FileContent.objects.defer("content", "text").get(sha256=row.sha256)


def keep_longer(sha256: str, *, at: datetime) -> FileContent | None:
    """Return a content that was stored before, kept for UNUSED_KEPT from now on; None when it was forgotten."""
    row = FileContent.objects.filter(pk=sha256)
    return row.defer("content", "text").first() if row.update(stored_at=at) else None


def lock_contents(hashes: Collection[str]) -> None:
    """Lock the contents that are there, in the order of their hash: two deeds that need the same wait for each other.

    Whoever sends a content to everybody locks it before asking whether it was withheld; so does a redaction.
    """
    list(FileContent.objects.filter(pk__in=hashes).order_by("pk").select_for_update().values_list("pk"))


def read_text(*, at: datetime) -> bool:
    """Read the text of a file that waits for it, whoever points to it; False when none waits.

    Nothing is locked while it is read: the text of what was redacted meanwhile stays empty.
    """
    waiting = FileContent.objects.filter(text_read_at=None, media_type__in=[MediaType.PDF, MediaType.CSV])
    file = waiting.first()
    if file is None:
        return False
    text = text_of(bytes(file.content), MediaType(file.media_type))
    waiting.filter(pk=file.pk).update(text=text, text_read_at=at)
    return True


@transaction.atomic
def forget_unused(*, at: datetime) -> int:
    """Delete contents that nothing points to and nobody stored within UNUSED_KEPT; return how many.

    They are locked first and looked at again by a second statement: a pointer committed in between is seen, and none
    can come while they are locked. What points to a content is asked of the models: each room has its own.
    """
    unused = FileContent.objects.filter(stored_at__lt=at - UNUSED_KEPT)
    for model, column in pointers():
        unused = unused.exclude(pk__in=model._base_manager.exclude(**{column: None}).values(column))
    locked = list(unused.select_for_update(skip_locked=True).values_list("pk", flat=True))
    return unused.filter(pk__in=locked)._raw_delete(using="default") if locked else 0
