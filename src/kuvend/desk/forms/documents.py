"""The forms with which documents of a process are filed, superseded, redacted; a file stays between two looks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from kuvend.desk.forms.previewed import PreviewedForm
from kuvend.foundation.core.door.fields import LineField
from kuvend.foundation.core.door.texts import TextsField, title_field
from kuvend.foundation.core.languages import languages_around, name_to_reader
from kuvend.foundation.core.words import one_line
from kuvend.foundation.documents.actions import (
    UNUSED_KEPT,
    check_filing,
    check_redacting,
    check_superseding,
    keep_longer,
    store_file,
)
from kuvend.foundation.documents.actions.versions import Filing
from kuvend.foundation.documents.enums import DocumentType, Licence
from kuvend.foundation.documents.files import CheckedFile, Unfit, check_file
from kuvend.foundation.documents.models import Document, DocumentVersion, FileContent
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution

TAKEN = ".pdf,.png,.jpg,.jpeg,.csv"
SALT = "kuvend.desk.documents"  # of the sign that an official chose this very file
LONGEST_NAME = 300  # bytes of a file's name, as its official is shown it: a sign of one letter may have four


class FilingForm(PreviewedForm):
    """A version of a document: what it is called, in which language it is, what it may be used for, its file.

    `kept_token` is signed: it names a file that this official chose before, and no other content of the house. The
    name under which it was chosen stands in it alone.
    """

    title = title_field()
    language = forms.ChoiceField(
        label=_("Language of the document"),
        error_messages={
            "required": _("Choose the language of the document."),
            "invalid_choice": _("Choose the language of the document."),
        },
    )
    licence = forms.ChoiceField(
        label=_("What it may be used for"),
        choices=[("", _("Choose what it may be used for")), *Licence.choices],
        error_messages={"required": _("Choose what it may be used for.")},
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, PNG, JPEG or CSV, at most 10 MB. Pictures are kept without place, camera and names in them."),
        widget=forms.FileInput(attrs={"accept": TAKEN}),
        error_messages={"empty": _("The file is empty."), "invalid": _("Choose the file.")},
        required=False,
    )
    kept_token = LineField(widget=forms.HiddenInput, most=2000, required=False)

    def __init__(self, *args: Any, actor: Actor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.at = actor, at
        self.kept_file: FileContent | None = None
        self.file_name = ""
        names = [(code, name_to_reader(code)) for code in languages_around()]
        self.fields["language"].choices = [("", _("Choose the language of the document")), *names]  # type: ignore[attr-defined]

    def clean_file(self) -> CheckedFile | None:
        """A file is one that is taken."""
        upload = self.cleaned_data["file"]
        if not upload:
            return None
        self.file_name = one_line(upload.name).encode()[:LONGEST_NAME].decode(errors="ignore")
        try:
            return check_file(upload.read())
        except Unfit as error:
            raise forms.ValidationError(str(error.sentence)) from error

    def clean(self) -> dict[str, Any]:
        """There is a file: chosen now, or before."""
        data = super().clean()
        if not data.get("file") and "file" not in self.errors:
            self.kept_file, self.file_name = _file_of(data.get("kept_token", ""), self.actor, self.at)
            if self.kept_file is None:
                self.add_error("file", _("Choose the file."))
        return data

    def was_previewed(self) -> bool:
        """Tell whether these very words were shown before, and this very file."""
        return super().was_previewed() and not self.cleaned_data["file"]

    def keep_file(self) -> FileContent | None:
        """Keep the file until it is published, and let the form that is drawn next carry it; None when none is fit."""
        row = None
        if self.is_bound and "file" not in self.errors:
            row = self.kept_file = self.kept_file or store_file(self.cleaned_data["file"], at=self.at)
        signed = signing.dumps([row.pk, self.actor.person_id, self.file_name], salt=SALT) if row else ""
        self.data = dict(self.data.items()) | {"kept_token": signed}
        return row

    def read_again(self) -> DocumentVersion | None:
        """Let the form that is drawn next stand on the latest version, and return that; None when there is none."""
        return None

    def filing(self) -> Filing:
        """Return the version as it is handed in, with its file once that is kept."""
        values = self.cleaned_data
        return Filing(
            title=self.localized("title"),
            language=values["language"],
            licence=values["licence"],
            file=self.kept_file,
        )

    def arguments(self) -> dict[str, Any]:
        """Return what the deed takes besides actor, place, filing and moment."""
        return {}

    def type_and_institution(self) -> tuple[str, Institution]:
        """Return what the document is (`DocumentType`), and whose."""
        raise NotImplementedError

    def check(self, file: FileContent) -> None:
        """Ask what the deed will ask, so that a preview shows nothing that is refused. Raises NotAllowed, Unfit."""
        raise NotImplementedError


def _file_of(signed: str, actor: Actor, at: datetime) -> tuple[FileContent | None, str]:
    """Return the file that this official chose before, and its name; None when there is none or it is gone.

    Each look keeps it for as long again, as the sign that is drawn next.
    """
    try:
        sha256, person_id, name = signing.loads(signed, salt=SALT, max_age=UNUSED_KEPT)
    except (signing.BadSignature, TypeError, ValueError):
        return None, ""
    if person_id != actor.person_id:
        return None, ""
    return keep_longer(sha256, at=at), name


class DocumentForm(FilingForm):
    """A document in its first version: what it is, and whose."""

    type = forms.ChoiceField(
        label=_("What it is"),
        choices=[("", _("Choose what it is")), *DocumentType.choices],
        error_messages={"required": _("Choose what it is.")},
    )
    institution = forms.ChoiceField(
        label=_("Institution whose document it is"),
        error_messages={"required": _("Choose an institution."), "invalid_choice": _("Choose an institution.")},
    )
    field_order = ["type", "institution"]

    def __init__(self, *args: Any, institutions: Iterable[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institutions = {row.key: row for row in institutions}
        names = [(key, str(row.name)) for key, row in self.institutions.items()]
        self.fields["institution"].choices = [("", _("Choose an institution")), *names]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        """Return what it is, and whose."""
        kind, institution = self.type_and_institution()
        return {"type": kind, "institution": institution}

    def type_and_institution(self) -> tuple[str, Institution]:
        """Return what was chosen."""
        return self.cleaned_data["type"], self.institutions[self.cleaned_data["institution"]]

    def check(self, file: FileContent) -> None:
        """Ask whether the file was withheld."""
        check_filing(file)


class VersionForm(FilingForm):
    """A version that takes the place of the one that was read. Its language is chosen: it may be a translation."""

    seen_number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: Document, latest: DocumentVersion, **kwargs: Any) -> None:
        first = {"title": latest.title, "licence": latest.licence}
        super().__init__(*args, initial=first | {"seen_number": latest.number}, **kwargs)
        self.document = document

    def read_again(self) -> DocumentVersion:
        """Let the form that is drawn next stand on the latest version: its page leads to that."""
        latest = self.document.versions.latest("number")
        self.data = dict(self.data.items()) | {"seen_number": latest.number}
        return latest

    def arguments(self) -> dict[str, Any]:
        """Return the document, and its version that was read."""
        return {"document": self.document, "seen_number": self.cleaned_data["seen_number"]}

    def type_and_institution(self) -> tuple[str, Institution]:
        """Return what stays: no version changes it."""
        return self.document.type, self.document.institution

    def check(self, file: FileContent) -> None:
        """Ask whether it may follow the version that was read."""
        check_superseding(actor=self.actor, file=file, **self.arguments())


class RedactForm(VersionForm):
    """A version without what must not be public, and what is gone from it."""

    note = TextsField(
        label=_("What is gone and why"),
        help_text=_("Everybody reads it. Do not repeat what must not be public."),
        rows=3,
        most=2000,
        required_in_one=_("Say what is gone from the document and why, in one language at least."),
    )

    def arguments(self) -> dict[str, Any]:
        """Return the document, its version that was read, and the note."""
        return super().arguments() | {"note": self.localized("note")}

    def check(self, file: FileContent) -> None:
        """Ask whether something is gone from it."""
        check_redacting(actor=self.actor, file=file, **super().arguments())
