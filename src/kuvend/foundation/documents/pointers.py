"""What points to the content of a file: asked of the models, since each room has its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import ManyToOneRel, Model

from kuvend.foundation.documents.models import FileContent


def pointers() -> Iterator[tuple[type[Model], str]]:
    """Yield each model that points to contents, with the column in which it does."""
    for relation in FileContent._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            yield relation.related_model, relation.field.attname
