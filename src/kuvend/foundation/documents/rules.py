"""Who may file documents, and which version may follow."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.documents.models import Document, DocumentVersion
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope


def may_file_document(actor: Actor, scope: Scope) -> Permission:
    """The technical secretariat files the documents of institutions."""
    if actor.system or actor.holds(Role.SECRETARIAT, scope=scope.path):
        return ALLOWED
    return refused(_("Only the technical secretariat publishes documents."))


def may_add_version(actor: Actor, document: Document, latest: DocumentVersion, seen_number: int) -> Permission:
    """Who files a document adds versions to it, to the one that was read."""
    if not (permission := may_file_document(actor, document.scope)):
        return permission
    if latest.number != seen_number:
        return refused(_("Somebody published a newer version meanwhile. Read it first."))
    return ALLOWED
