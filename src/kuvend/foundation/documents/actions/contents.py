"""What can be done with files: store the content of one, read its text, forget contents that nothing points to."""

from __future__ import annotations

from datetime import datetime

from django.db.models import ManyToOneRel

from kuvend.foundation.core import jobs
from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.files import CheckedFile
from kuvend.foundation.documents.files.reading import text_of
from kuvend.foundation.documents.models import FileContent


def store_file(checked: CheckedFile) -> FileContent:
    """Return the row of a file's content, made when there is none; two at once make one. A job reads its text."""
    row = FileContent(
        sha256=checked.sha256, media_type=checked.media_type, size=len(checked.content), content=checked.content
    )
    # An upsert locks the row that is there already, so that it is not forgotten before something points to it.
    FileContent.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["sha256"], update_fields=["media_type"]
    )
    jobs.ask("documents.read_texts")
    return FileContent.objects.defer("content", "text").get(sha256=row.sha256)


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


def forget_unused() -> int:
    """Delete contents that nothing points to, but for those that somebody stores at this moment; return how many.

    They are locked first and looked at again by a second statement: a pointer committed in between is seen, and none
    can come while they are locked. What points to a content is asked of the models: each room has its own.
    """
    unused = FileContent.objects.all()
    for pointer in FileContent._meta.get_fields(include_hidden=True):
        if not isinstance(pointer, ManyToOneRel):
            continue
        column = pointer.field.attname
        pointed = pointer.related_model._base_manager.exclude(**{column: None}).values(column)
        unused = unused.exclude(pk__in=pointed)
    locked = list(unused.select_for_update(skip_locked=True).values_list("pk", flat=True))
    return unused.filter(pk__in=locked)._raw_delete(using="default") if locked else 0
