"""The institutions of a plan on their way into the database. Other plans name them, too, and duties hang on them:
a file adds them, and adds languages to their names; it changes nothing of them that is kept, unless it is told to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from kuvend.accountability.plans.document.actions.values import text
from kuvend.engines.formats.plan import documents
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.words import one_line
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.institutions import rename_institution
from kuvend.foundation.people.models import Institution

Institutions = Mapping[str, Institution]


def keep_institutions(
    entries: Collection[documents.Institution], *, renamed: Collection[str] = (), actor: Actor, scope: str, at: datetime
) -> Institutions:
    """Keep the institutions that a plan lists, and return all by key.

    Args:
        entries: those that the plan lists, a parent before its own.
        renamed: keys of those that the file may call, or place, otherwise than they are kept; it goes on record.
        actor: whoever brings the plan, in the scope with the path `scope`.
        scope: the path.
        at: the moment.

    Raises:
        UsageProblem: when the file calls or places one otherwise that is kept, or names none of `renamed`.
    """
    if strangers := sorted(set(renamed) - {one.key for one in entries}):
        raise UsageProblem(f"institutions: the file lists no “{strangers[0]}” that could be renamed")
    rows = {row.key: row for row in Institution.objects.select_related("parent")}
    for entry in entries:
        parent = rows[entry.parent] if entry.parent else None
        row = rows.get(entry.key)
        if row is None:
            rows[entry.key] = Institution.objects.create(
                key=entry.key, name=text(entry.name), short_name=text(entry.short), parent=parent
            )
        elif entry.key in renamed:
            _rename(row, entry, parent, actor=actor, scope=scope, at=at)
        else:
            _refuse_another(row, entry)
            _add(row, entry, parent)
    return rows


def _rename(
    row: Institution,
    entry: documents.Institution,
    parent: Institution | None,
    *,
    actor: Actor,
    scope: str,
    at: datetime,
) -> None:
    """Call an institution as the file does; languages that the file has no name in go, they may say the old one."""
    values = (text(entry.name), text(entry.short) or row.short_name, parent or row.parent)
    if values != (row.name, row.short_name, row.parent):
        name, short_name, above = values
        rename_institution(
            actor=actor, institution=row, name=name, short_name=short_name, parent=above, scope=scope, at=at
        )


def _refuse_another(row: Institution, entry: documents.Institution) -> None:
    """Refuse a file that means another body by a key that is kept."""
    here = f"institutions: “{row.key}” is kept"
    way_out = f"give it a key of its own, or import with --rename {row.key} if it is the same one"
    if not set(row.name) & set(entry.name):
        raise UsageProblem(
            f"{here} as “{_any_name(row.name)}”, and the file has no name in the same language; {way_out}"
        )
    for noun, kept_names, file_names in (("name", row.name, entry.name), ("short name", row.short_name, entry.short)):
        for language in sorted(set(kept_names) & set(file_names)):
            if one_line(kept_names[language]) != one_line(file_names[language]):
                raise UsageProblem(
                    f"{here} with the {noun} “{kept_names[language]}”, not “{file_names[language]}”; {way_out}"
                )
    if entry.parent and row.parent and row.parent.key != entry.parent:
        raise UsageProblem(f"{here} under “{row.parent.key}”, not under “{entry.parent}”; {way_out}")


def _any_name(name: Mapping[str, str]) -> str:
    return next((name[language] for language in sorted(name)), "")


def _add(row: Institution, entry: documents.Institution, parent: Institution | None) -> None:
    """Add what the file knows more: languages of its names, the one above it."""
    values = (
        Localized({**entry.name, **row.name}),
        Localized({**entry.short, **row.short_name}),
        row.parent or parent,
    )
    if values != (row.name, row.short_name, row.parent):
        row.name, row.short_name, row.parent = values
        row.save(update_fields=["name", "short_name", "parent"])
