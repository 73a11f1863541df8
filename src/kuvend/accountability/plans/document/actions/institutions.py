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
    given: Collection[documents.Institution], *, renamed: Collection[str] = (), actor: Actor, scope: str, at: datetime
) -> Institutions:
    """Keep the institutions that a plan lists, and return all by key.

    Args:
        given: those that the plan lists, a parent before its own.
        renamed: keys of those that the file may call, or place, otherwise than they are kept; it goes on record.
        actor: whoever brings the plan, in the scope with the path `scope`.
        scope: the path.
        at: the moment.

    Raises:
        UsageProblem: when the file calls or places one otherwise that is kept, or names none of `renamed`.
    """
    if strangers := sorted(set(renamed) - {one.key for one in given}):
        raise UsageProblem(f"institutions: the file lists no “{strangers[0]}” that could be renamed")
    rows = {row.key: row for row in Institution.objects.select_related("parent")}
    for one in given:
        parent = rows[one.parent] if one.parent else None
        row = rows.get(one.key)
        if row is None:
            rows[one.key] = Institution.objects.create(
                key=one.key, name=text(one.name), short_name=text(one.short), parent=parent
            )
        elif one.key in renamed:
            _rename(row, one, parent, actor=actor, scope=scope, at=at)
        else:
            _refuse_another(row, one)
            _add(row, one, parent)
    return rows


def _rename(
    row: Institution,
    given: documents.Institution,
    parent: Institution | None,
    *,
    actor: Actor,
    scope: str,
    at: datetime,
) -> None:
    """Call an institution as the file does; languages that the file has no name in go, they may say the old one."""
    values = (text(given.name), text(given.short) or row.short_name, parent or row.parent)
    if values != (row.name, row.short_name, row.parent):
        name, short_name, above = values
        rename_institution(
            actor=actor, institution=row, name=name, short_name=short_name, parent=above, scope=scope, at=at
        )


def _refuse_another(row: Institution, given: documents.Institution) -> None:
    """Refuse a file that means another body by a key that is kept."""
    here = f"institutions: “{row.key}” is kept"
    way_out = f"give it a key of its own, or import with --rename {row.key} if it is the same one"
    if not set(row.name) & set(given.name):
        raise UsageProblem(f"{here} as “{_some(row.name)}”, and the file has no name in the same language; {way_out}")
    for noun, kept, told in (("name", row.name, given.name), ("short name", row.short_name, given.short)):
        for language in sorted(set(kept) & set(told)):
            if one_line(kept[language]) != one_line(told[language]):
                raise UsageProblem(f"{here} with the {noun} “{kept[language]}”, not “{told[language]}”; {way_out}")
    if given.parent and row.parent and row.parent.key != given.parent:
        raise UsageProblem(f"{here} under “{row.parent.key}”, not under “{given.parent}”; {way_out}")


def _some(name: Mapping[str, str]) -> str:
    return next((name[language] for language in sorted(name)), "")


def _add(row: Institution, given: documents.Institution, parent: Institution | None) -> None:
    """Add what the file knows more: languages of its names, the one above it."""
    values = (
        Localized({**given.name, **row.name}),
        Localized({**given.short, **row.short_name}),
        row.parent or parent,
    )
    if values != (row.name, row.short_name, row.parent):
        row.name, row.short_name, row.parent = values
        row.save(update_fields=["name", "short_name", "parent"])
