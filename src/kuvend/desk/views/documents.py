"""The documents of a process: filed, superseded and redacted; each is shown first, then published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.desk.forms.documents import DocumentForm, FilingForm, RedactForm, VersionForm
from kuvend.desk.queries import documents
from kuvend.desk.rules import PROCESSES
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.core.text import Localized
from kuvend.foundation.documents import actions
from kuvend.foundation.documents.enums import MediaType
from kuvend.foundation.documents.files import Unfit
from kuvend.foundation.documents.models import DocumentVersion, FileContent
from kuvend.foundation.documents.queries import also_sent, documents_in, sent_by_others
from kuvend.foundation.documents.rules import may_file_document
from kuvend.foundation.documents.serving import Download, send_file
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.people.queries import institutions_by_name
from kuvend.foundation.processes.models import Process


@dataclass(frozen=True)
class Deed:
    """What can be done with a document that is filed: its form, its action, its words."""

    form: type[VersionForm]
    action: Callable[..., DocumentVersion]
    heading: str | Promise
    explanation: str | Promise
    confirmation: str


DEEDS = {
    "supersede": Deed(
        VersionForm,
        actions.supersede_document,
        _("Publish a new version"),
        _("The version before it stays to be read."),
        "document-superseded",
    ),
    "redact": Deed(
        RedactForm,
        actions.redact_document,
        _("Redact the document"),
        _(
            "Publish it without what must not be public. From then on nobody can read the earlier versions, "
            "nor an earlier title that differs from the new one."
        ),
        "document-redacted",
    ),
}


@official
def document_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the documents of a process, the latest filed first."""
    actor = enter(request, PROCESSES)
    process = _process(actor, public_id)
    page = documents_in(process.scope_id, after=request.GET.get("after", ""))
    return show(request, "desk/documents.html", {"process": process, "page": page}, room=PROCESSES)


@official
def document_new(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """File a document of a process."""
    actor = enter(request, PROCESSES)
    process = _process(actor, public_id)
    form = DocumentForm(
        request.POST or None, request.FILES or None, actor=actor, at=now(), institutions=institutions_by_name()
    )
    words = {
        "heading": _("Publish a document"),
        "explanation": _("Everybody can read and save it among the documents of the process."),
        "confirmation": "document-filed",
    }
    return _publish(request, process, form, actions.file_document, words, scope=process.scope)


@official
def document_version(request: HttpRequest, public_id: str, deed: str) -> HttpResponseBase:
    """File a version in the place of the one that was read, or one without what must not be public."""
    actor = enter(request, PROCESSES)
    document = documents.document(public_id)
    process = documents.process_of(document) if document else None
    if document is None or process is None:
        raise Http404
    require(may_file_document(actor, document.scope))
    kind, latest = DEEDS[deed], document.versions.latest("number")
    form = kind.form(
        request.POST or None, request.FILES or None, actor=actor, at=now(), document=document, latest=latest
    )
    words: dict[str, Any] = {
        "heading": kind.heading,
        "explanation": kind.explanation,
        "confirmation": kind.confirmation,
        "before": latest,
    }
    words["also_sent"] = also_sent(document) if deed == "redact" else []
    words["sent_by_others"] = sent_by_others(document) if deed == "redact" else []
    return _publish(request, process, form, kind.action, words)


def _process(actor: Actor, public_id: str) -> Process:
    process = documents.process_within(actor, public_id)
    if process is None:
        raise Http404
    return process


def _publish(
    request: HttpRequest, process: Process, form: FilingForm, action: Callable[..., Any], words: dict[str, Any],
    **place: Any,
) -> HttpResponseBase:  # fmt: skip
    """Show what will be published, and publish it when that is asked for; the file stays, whatever else is wrong."""
    file, preview = None, None
    if request.method == "POST":
        publishes = form.is_valid() and request.POST.get("deed") == "publish" and form.was_previewed()
        if request.POST.get("deed") == "open" and form.kept_file:
            return _send_kept(request, form.kept_file)
        file = form.keep_file()
        if file and form.is_valid():
            try:
                if publishes:
                    action(actor=form.actor, filing=form.filing(), at=form.at, **place, **form.arguments())
                    return done_at(reverse("desk_documents", args=[process.public_id]), words["confirmation"])
                form.check(file)
                form.show_preview()
                note = form.arguments().get("note", Localized())
                preview = documents.preview(form.filing(), file, *form.type_and_institution(), note)
            except NotAllowed as error:
                if latest := form.read_again():
                    words["before"] = latest
                form.add_error(None, str(error.reason))
            except Unfit as error:
                form.add_error("file", str(error.sentence))
    context = {"process": process, "form": form, "words": words, "file": file, "preview": preview}
    return show(request, "desk/document.html", context, room=PROCESSES, wrong=bool(form.errors))


def _send_kept(request: HttpRequest, file: FileContent) -> HttpResponseBase:
    """Send the official the file that is kept, as it would be filed: pictures are drawn anew, for one."""
    name = f"document.{MediaType(file.media_type).ending}"
    return send_file(request, Download(file.sha256, file.media_type, file.size, name), cache="private, no-store")
