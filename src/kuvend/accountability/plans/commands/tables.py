"""`kuvend plan import --from …` and `export --as …`: the tables of others, Canada's tracker and OGP's sheet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from kuvend.accountability.plans.commands.files import STANDARD
from kuvend.engines.formats import ogp_sheet
from kuvend.engines.formats.canada import (
    KNOWN_PLANS,
    CommitmentTable,
    Profile,
    ReportTable,
    plan_of,
    read_commitments,
    read_reports,
)
from kuvend.engines.formats.plan import PlanFormatError, as_read
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.engines.formats.tables import TableProblem
from kuvend.foundation.core.problems import UsageProblem

CANADA, OGP = "canada", "ogp-sheet"
FORMS = (CANADA, OGP)
Read = TypeVar("Read")


def add_import_options(parser: argparse.ArgumentParser) -> None:
    """Add what says that the files are tables of others."""
    parser.add_argument("--from", dest="form", choices=FORMS, help="whose tables the files (or a folder of them) are")
    parser.add_argument("--key", help="the plan's key, where the tables do not say it")
    parser.add_argument("--title", help="the plan's title in English, where the tables do not say it")


def add_export_options(parser: argparse.ArgumentParser) -> None:
    """Add what says whose tables to write."""
    parser.add_argument(
        "--as", dest="form", choices=FORMS, help="whose tables to write instead (canada: FILE is a folder)"
    )


def import_tables(args: argparse.Namespace) -> int:
    """Publish the plan that tables tell, or its next version."""
    files = [Path(name) for name in args.files]
    if args.form == CANADA:
        return _import_canada(files, args.key, args.title)
    if len(files) > 1:
        raise UsageProblem(f"{files[1]}: one sheet at a time")
    return _import_sheet(files[0], args.key, args.title)


def export_tables(args: argparse.Namespace) -> int:
    """Write a plan as tables."""
    return _export_canada(args.key, args.file) if args.form == CANADA else _export_sheet(args.key, args.file)


def _import_canada(paths: list[Path], key: str | None, title: str | None) -> int:
    from kuvend.accountability.plans.document.actions import import_tracker
    from kuvend.accountability.plans.document.queries.tracker import kept_institutions
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE

    path, table, reports = _canada_tables(paths)
    institutions = kept_institutions()
    document = _as_plan(
        path, plan_of(table, profile=_profile(path, key, title), institutions=institutions), institutions
    )
    plan = import_tracker(actor=HOUSE, document=document, table=table, reports=reports, at=now())
    counts = (sum(len(one.milestones) for one in table.commitments), len(list(table.indicators())))
    report_count = len(reports.rows) if reports else 0
    print(
        f"{document.key}: version {plan.version}, {len(table.commitments)} commitments, {counts[0]} milestones, "
        f"{counts[1]} indicators, {report_count} {'row' if report_count == 1 else 'rows'} of reports"
    )
    return 0


def _canada_tables(paths: list[Path]) -> tuple[Path, CommitmentTable, ReportTable | None]:
    """Return the file of the commitments, what it says, and what a file of reports says where one is given."""
    tables: dict[str, tuple[Path, bytes]] = {}
    for path in (inner for one in paths for inner in _files(one)):
        content = _text_bytes(path)
        header = content.split(b"\n", 1)[0]
        noun = "commitments" if b"commitment_code" in header else "reports" if b"reporting_period" in header else ""
        if not noun:
            raise UsageProblem(
                f"{path}: line 1: neither Canada's commitments nor its reports; name the files one by one"
            )
        if noun in tables:
            raise UsageProblem(f"{path}: a second table of {noun}, after {tables[noun][0]}; one plan at a time")
        tables[noun] = (path, content)
    if "commitments" not in tables:
        raise UsageProblem(f"{paths[0]}: there is no table with commitment_code here")
    path, content = tables["commitments"]
    table = _read(path, lambda: read_commitments(content))
    if "reports" not in tables:
        return path, table, None
    second, rows = tables["reports"]
    return path, table, _read(second, lambda: read_reports(rows, about=table))


def _profile(path: Path, key: str | None, title: str | None) -> Profile:
    """Return what the tables do not say: known by the name of the file, or said by the options."""
    listed_profile = next((one for name, one in KNOWN_PLANS.items() if name in path.name or one.key in path.name), None)
    if listed_profile is None and not (key and title):
        raise UsageProblem(f"{path}: say which plan this is with --key and --title (nap4, nap5 and nap6 are known)")
    profile = listed_profile or Profile(key="", title="")
    return replace(profile, key=key or profile.key, title=title or profile.title)


def _export_canada(key: str | None, name: str) -> int:
    from kuvend.accountability.plans.document.queries.export import find_plan
    from kuvend.accountability.plans.document.queries.tracker import tracker_tables

    plan = find_plan(key)
    if plan is None or name == STANDARD:
        raise UsageProblem("name a plan that exists and a folder: kuvend plan export KEY --as canada FOLDER")
    for noun, text in zip(("commitments", "reports"), tracker_tables(plan), strict=True):
        if text:
            _write(Path(name) / f"{plan.process.key}_{noun}.csv", text)
    return 0


def _import_sheet(path: Path, key: str | None, title: str | None) -> int:
    from kuvend.accountability.plans.document.actions import import_sheet
    from kuvend.accountability.plans.document.queries.tracker import institutions_elsewhere, kept_institutions
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE

    content = _bytes(path)
    sheet = _read(path, lambda: ogp_sheet.read_sheet(content))
    institutions = kept_institutions()
    keys_elsewhere = institutions_elsewhere(ogp_sheet.country_of(sheet))
    ours = {name: one for name, one in institutions.items() if name not in keys_elsewhere}
    try:
        document = ogp_sheet.plan_of(
            sheet, key=key or "", title=title or "", institutions=ours, other_keys=keys_elsewhere
        )
    except ValueError as problem:
        raise UsageProblem(f"{path}: {problem} (--key)") from problem
    document = _as_plan(path, document, institutions)
    if missing := ogp_sheet.columns_without_years(sheet):
        raise UsageProblem(f"{path}: the plan's years are not told: fill in the column {missing}")
    cells = ogp_sheet.kept_cells(sheet, document)
    plan = import_sheet(actor=HOUSE, document=document, cells=cells, at=now())
    if sheet.unread:
        print(f"{path}: columns that are not kept: {', '.join(sheet.unread)}", file=sys.stderr)
    print(f"{document.key}: version {plan.version}, {len(document.commitments)} commitments")
    return 0


def _export_sheet(key: str | None, name: str) -> int:
    from kuvend.accountability.plans.document.queries.export import find_plan, plan_document

    plan = find_plan(key)
    if plan is None:
        raise UsageProblem(f"there is no plan {key}" if key else "there is no plan yet")
    document = plan_document(plan)
    text = ogp_sheet.write_sheet(document, original_cells=plan.source_values.get("cells"))
    if left_out := ogp_sheet.areas_without_column(document):
        print(f"policy areas without a column: {', '.join(left_out)}", file=sys.stderr)
    if name == STANDARD:
        sys.stdout.write(text)
    else:
        _write(Path(name), text)
    return 0


def _write(path: Path, text: str) -> None:
    """Write a table, its folder too, and say where it is. Raises UsageProblem."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as problem:
        raise UsageProblem(f"{path}: cannot be written: {problem.strerror}") from problem
    print(path)


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.csv")) if path.is_dir() else [path]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UsageProblem(f"{path}: cannot be read: {problem.strerror}") from problem


def _text_bytes(path: Path) -> bytes:
    """Return the bytes of a file that holds text. Raises UsageProblem for an empty one, or another encoding."""
    content = _bytes(path)
    if not content.strip():
        raise UsageProblem(f"{path}: the file is empty")
    try:
        header = content.split(b"\n", 1)[0].decode("utf-8")
    except UnicodeDecodeError:
        header = "\0"
    if "\0" in header:
        raise UsageProblem(f"{path}: line 1: not UTF-8 text; save the file as UTF-8 first")
    return content


def _as_plan(path: Path, document: PlanDocument, known_institutions: Collection[str]) -> PlanDocument:
    """Return the plan that tables tell as its own file would say it. Raises UsageProblem where that is no plan file."""
    try:
        return as_read(document, known_institutions=known_institutions)
    except PlanFormatError as problem:
        raise UsageProblem(f"{path}: as a plan: {problem}") from problem


def _read(path: Path, read: Callable[[], Read]) -> Read:
    """Return what `read` makes of a file; what is wrong in it comes out a line each, the file first."""
    try:
        return read()
    except TableProblem as problem:
        raise UsageProblem("\n".join(f"{path}: {one}" for one in problem.problems)) from problem
