"""What can be done with files and documents: keep bytes, file a document, supersede and redact it, read its text."""

from kuvend.foundation.documents.actions.checks import check_filing, check_redacting, check_superseding
from kuvend.foundation.documents.actions.contents import (
    UNUSED_KEPT,
    forget_unused,
    keep_longer,
    lock_contents,
    read_text,
    store_file,
)
from kuvend.foundation.documents.actions.versions import (
    Filing,
    file_document,
    redact_document,
    supersede_document,
)

__all__ = [
    "UNUSED_KEPT",
    "Filing",
    "check_filing",
    "check_redacting",
    "check_superseding",
    "file_document",
    "forget_unused",
    "keep_longer",
    "lock_contents",
    "read_text",
    "redact_document",
    "store_file",
    "supersede_document",
]
