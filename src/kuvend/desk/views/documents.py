"""The documents of a process: filed, superseded and redacted; each is shown first, then published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.desk.forms.documents import DocumentForm, FilingForm, RedactForm, VersionForm
from kuvend.desk.queries import documents
from kuvend.desk.rules import PROCESSES
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.documents import actions
from kuvend.foundation.documents.files import Unfit
from kuvend.foundation.documents.models import DocumentVersion
from kuvend.foundation.documents.rules import may_file_document
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.people.queries import institutions
from kuvend.foundation.processes.models import Process


@dataclass(frozen=True)
class Deed:
    """What can be done with a document that is filed: its form, its action, its words."""

    form: type[VersionForm]
    action: Callable[..., DocumentVersion]
    heading: str | Promise
    explanation: str | Promise


DEEDS = {
    "supersede": Deed(
        VersionForm,
        actions.supersede_document,
        _("File a new version"),
        _("The version before it stays to be read."),
    ),
    "redact": Deed(
        RedactForm,
        actions.redact_document,
        _("Redact the document"),
        _("File it without what must not be public. Earlier versions are no longer available from now on."),
    ),
}


@official
def document_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the documents of a process, the latest filed first."""
    actor = enter(request, PROCESSES)
    process = _process(actor, public_id)
    page = documents.documents_page(process, after=request.GET.get("after", ""))
    return show(request, "desk/documents.html", {"process": process, "page": page}, room=PROCESSES)


@official
def document_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """File a document of a process."""
    actor = enter(request, PROCESSES)
    process = _process(actor, public_id)
    form = DocumentForm(
        request.POST or None, request.FILES or None, actor=actor, institutions=institutions(), initial={"type": "draft"}
    )
    words = {"heading": _("File a document"), "explanation": _("Everybody can read and save it on the process’s page.")}
    return _publish(request, process, form, actions.file_document, words, scope=process.scope)


@official
def document_version(request: HttpRequest, public_id: str, deed: str) -> HttpResponse:
    """File a version in the place of the one that was read, or one without what must not be public."""
    actor = enter(request, PROCESSES)
    document = documents.document(public_id)
    process = documents.process_of(document) if document else None
    if document is None or process is None:
        raise Http404
    require(may_file_document(actor, document.institution, document.scope))
    kind, latest = DEEDS[deed], document.versions.latest("number")
    form = kind.form(request.POST or None, request.FILES or None, actor=actor, document=document, latest=latest)
    words = {"heading": kind.heading, "explanation": kind.explanation, "before": latest}
    return _publish(request, process, form, kind.action, words)


def _process(actor: Actor, public_id: str) -> Process:
    process = documents.process_within(actor, public_id)
    if process is None:
        raise Http404
    return process


def _publish(
    request: HttpRequest, process: Process, form: FilingForm, action: Callable[..., Any], words: dict[str, Any],
    **place: Any,
) -> HttpResponse:  # fmt: skip
    """Show what will be published, and publish it when that is asked for."""
    previewed = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("deed") == "publish" and form.was_previewed():
            try:
                action(actor=form.actor, filing=form.filing(), at=now(), **place, **form.arguments())
                return done_at(reverse("process_documents", args=[process.public_id]), "document-filed")
            except NotAllowed as error:
                form.add_error(None, str(error.reason))
            except Unfit as error:
                form.add_error("file", str(error.sentence))
        else:
            previewed = form.keep_file()
            form.show_preview()
    context = {"process": process, "form": form, "words": words, "previewed": previewed}
    if previewed:
        context["fresh"] = documents.preview(form.cleaned_data, previewed) | {
            "title": form.localized("title"), "note": form.arguments().get("note"),
            "institution": form.arguments().get("institution"),
        }  # fmt: skip
    return show(request, "desk/document.html", context, room=PROCESSES, wrong=bool(form.errors))
