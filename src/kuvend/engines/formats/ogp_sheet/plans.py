"""The rows of OGP's sheet as a plan document, and the cells that a plan has no words for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kuvend.engines.formats.lists import names_in
from kuvend.engines.formats.lookalikes import skeleton
from kuvend.engines.formats.ogp_sheet import columns as sheet
from kuvend.engines.formats.ogp_sheet.countries import COUNTRIES, code_of
from kuvend.engines.formats.ogp_sheet.keys import digest, slug
from kuvend.engines.formats.ogp_sheet.reading import Sheet, cells_of, day_of
from kuvend.engines.formats.ogp_sheet.writing import rows_of, words
from kuvend.engines.formats.plan import documents
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.details import NOT_TOLD
from kuvend.engines.formats.plan.documents import UNKNOWN, Institution, PlanDocument, Unknown
from kuvend.engines.formats.words import letters

Cells = Mapping[str, str]


def plan_of(
    sheet_: Sheet,
    *,
    key: str = "",
    title: str = "",
    institutions: Mapping[str, Institution] | None = None,
    other_keys: Collection[str] = (),
) -> PlanDocument:
    """Return the plan that a sheet tells: its themes are the policy goals, its full text the solution.

    Args:
        sheet_: the rows of one plan.
        key: the plan's; else country and years.
        title: in English; else country and years.
        institutions: those kept already that the sheet may mean; one whose English name looks the same is the same.
        other_keys: keys of others that are kept, which the sheet cannot mean.

    Raises:
        ValueError: when the sheet gives no years and no key was said.
    """
    rows = [cells_of(row.values) for row in sheet_.rows]
    first = rows[0]
    code, period = country_of(sheet_), _period(first)
    years = f"{period.from_date}–{period.to_date}" if first.get(sheet.END_YEAR) and first.get(sheet.DURATION) else ""
    if not (key or years):
        raise ValueError("the sheet does not say the plan's years; give the plan a key")
    country = COUNTRIES.get(code, (code, ""))[0]
    names, goals = _Names.among((institutions or {}).values(), other_keys), _goals(rows)
    keys = _keys([cells[sheet.NUMBER] for cells in rows])
    commitments = tuple(_commitment(cells, keys[cells[sheet.NUMBER]], goals, names) for cells in rows)
    return PlanDocument(
        key=key or slug(f"{country} {years}"),
        country=code,
        title={"en": title or f"{country}: action plan {years}".strip()},
        period=period,
        summary=UNKNOWN,
        institutions=tuple(names.used.values()),
        policy_goals=tuple(goals.values()),
        commitments=commitments,
    )


def country_of(sheet_: Sheet) -> str:
    """Return the code of the country whose plan a sheet tells."""
    return code_of(cells_of(sheet_.rows[0].values)[sheet.COUNTRY]) or ""


def columns_without_years(sheet_: Sheet) -> str:
    """Return the columns that must be filled in before the plan's years are known, "" when they are."""
    first = cells_of(sheet_.rows[0].values)
    return " and ".join(f"“{name}”" for name in (sheet.END_YEAR, sheet.DURATION) if not first.get(name))


def kept_cells(sheet_: Sheet, document: PlanDocument) -> dict[str, dict[str, tuple[str, str]]]:
    """Return (what the plan says, what the cell says) where the two differ, by commitment number and column."""
    differences: dict[str, dict[str, tuple[str, str]]] = {}
    for row, derived_row in zip(sheet_.rows, rows_of(document), strict=True):
        for name in sheet.COLUMNS:
            cell, derived = row.values.get(name, ""), derived_row.get(name, "")
            if name in row.values and cell != derived:
                differences.setdefault(derived_row[sheet.NUMBER], {})[name] = (derived, cell)
    return differences


@dataclass
class _Names:
    """Institutions by how their English names look; `used` are those that the sheet names, by key."""

    by_look: dict[str, Institution]
    keys_in_use: set[str]
    used: dict[str, Institution] = field(default_factory=dict)

    @classmethod
    def among(cls, institutions: Collection[Institution], other_keys: Iterable[str]) -> _Names:
        return cls(
            {skeleton(words(one.name)): one for one in institutions},
            keys_in_use={one.key for one in institutions} | set(other_keys),
        )

    def key(self, name: str) -> str:
        institution = self.by_look.get(skeleton(name))
        if institution is None:
            key = slug(name)
            key = f"{key}-{digest(name)}" if key in self.keys_in_use else key
            institution = self.by_look[skeleton(name)] = Institution(key=key, name={"en": name}, short={})
            self.keys_in_use.add(key)
        self.used.setdefault(institution.key, institution)
        return institution.key


def _keys(numbers: Iterable[str]) -> dict[str, str]:
    """Return keys of commitments by their numbers; of numbers with the same letters the first has the plain key."""
    keys: dict[str, str] = {}
    for number in numbers:
        key = slug(f"c{number}")
        keys[number] = f"{key}-{digest(number)}" if key in keys.values() else key
    return keys


def _period(cells: Cells) -> documents.Period:
    last, duration = cells.get(sheet.END_YEAR, ""), cells.get(sheet.DURATION, "")
    return documents.Period(
        from_date=StatedDate(int(last) - int(duration)) if last and duration else UNKNOWN,
        to_date=StatedDate(int(last)) if last else UNKNOWN,
    )


def _goals(rows: Iterable[Cells]) -> dict[str, documents.PolicyGoal]:
    """Return the policy goals by theme; commitments without a theme stand under one of their own."""
    goals: dict[str, documents.PolicyGoal] = {}
    for theme in dict.fromkeys(cells.get(sheet.THEME, "") for cells in rows):
        title = {"en": theme} if letters(theme) else {"en": "Commitments", "sq": "Angazhimet"}
        key = slug(theme or "commitments")
        key = f"{key}-{digest(theme)}" if key in {goal.key for goal in goals.values()} else key
        goals[theme] = documents.PolicyGoal(key=key, number=str(len(goals) + 1), title=title, lead=UNKNOWN)
    return goals


def _commitment(
    cells: Cells, key: str, goals: Mapping[str, documents.PolicyGoal], names: _Names
) -> documents.Commitment:
    lead = cells.get(sheet.LEAD, "")
    supporting = [name for name in names_in(cells.get(sheet.SUPPORTING, "")) if letters(name)]
    areas = tuple(area for area in sheet.AREAS if cells.get(area) == "1")
    text = cells.get(sheet.FULL_TEXT, "")
    return documents.Commitment(
        key=key,
        number=cells[sheet.NUMBER],
        ogp_code=cells.get(sheet.IDENTIFIER) or UNKNOWN,
        title={"en": cells[sheet.TITLE]},
        goal=goals[cells.get(sheet.THEME, "")].key,
        lead=names.key(lead) if letters(lead) else UNKNOWN,
        supporting=tuple(dict.fromkeys(map(names.key, supporting))) or UNKNOWN,
        problem=UNKNOWN,
        solution={"en": text} if letters(text) else UNKNOWN,
        results=UNKNOWN,
        values=UNKNOWN,
        policy_areas=areas or UNKNOWN,
        from_date=_day(cells.get(sheet.START, "")),
        to_date=_day(cells.get(sheet.END, "")),
        milestones=UNKNOWN,
        other_actors=UNKNOWN,
        details=NOT_TOLD,
    )


def _day(cell: str) -> date | Unknown:
    return day_of(cell) or UNKNOWN
