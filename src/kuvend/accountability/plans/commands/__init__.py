"""`kuvend plan`: action plans as files, in and out, and checked against OGP's rules.

Importing the same file again changes nothing; export gives the plan back as it was imported, with the evidence
that was named on the site since. `tables` has the tables of others.
"""

import argparse
import sys
from pathlib import Path

from kuvend.accountability.plans.commands import checking, tables
from kuvend.accountability.plans.commands.arguments import AnyOrder
from kuvend.accountability.plans.commands.files import STANDARD, text_of
from kuvend.foundation.core.commands import Commands
from kuvend.foundation.core.problems import UsageProblem

EXAMPLES = """\
examples:
  kuvend plan import examples/albania-2020-2022/plan.yaml
  kuvend plan export                                 the plan that ends last, to the screen
  kuvend plan export albania-2020-2022 plan.yaml     one plan by its key, to a file
  kuvend plan check plan.yaml --failed               the rules that it breaks; needs no database
  kuvend plan import --from canada nap6.csv          Canada's tracker tables
  kuvend plan export KEY --as ogp-sheet FILE.csv     the columns of OGP's commitments sheet
"""
EXPORT = """\
Write a plan as a kuvend-plan/1 file: what was imported, with the evidence named on the site since and the day on
which it was submitted here. The same file imported again gives the same plan.

  kuvend plan export                                      the plan that ends last, to the screen
  kuvend plan export albania-2020-2022 plan.yaml          one plan by its key, to a file
  kuvend plan export canada-2025-2029 --as canada FOLDER  Canada's tables: KEY_commitments.csv, KEY_reports.csv
  kuvend plan export albania-2020-2022 --as ogp-sheet     OGP's commitments sheet, to the screen or to a FILE.csv
"""


def register(commands: Commands) -> None:
    """Add the command group."""
    group = commands.group(
        "plan",
        parser_class=AnyOrder,
        help="import, export and check action plans",
        description="Action plans as kuvend-plan/1 files, and as the tables of others.",
        epilog=EXAMPLES,
    )
    reading = group.add("import", help="publish a plan, or its next version")
    reading.add_argument("files", metavar="FILE", nargs="+", help="a kuvend-plan/1 file, or - for standard input")
    reading.add_argument(
        "--rename",
        metavar="KEY",
        action="append",
        default=[],
        help="an institution that the plan file calls otherwise than it is kept; the new name goes on record",
    )
    tables.add_import_options(reading)
    reading.set_defaults(run=run)
    writing = group.add(
        "export",
        help="write a plan as a file",
        description=EXPORT,
    )
    writing.add_argument("key", metavar="KEY", nargs="?", help="the plan's key (default: the plan that ends last)")
    writing.add_argument("file", metavar="FILE", nargs="?", default=STANDARD, help="where to (default: the screen)")
    tables.add_export_options(writing)
    writing.set_defaults(run=run)
    checking.register(group)


def run(args: argparse.Namespace) -> int:
    """Run one of the group's commands and return its exit code."""
    if args.command == "export":
        return tables.export_tables(args) if args.form else _export(args.key, args.file)
    if args.form and args.rename:
        raise UsageProblem("--rename: a table renames no institution; use a plan file")
    if args.form:
        return tables.import_tables(args)
    if len(args.files) > 1:
        raise UsageProblem(f"{args.files[1]}: one plan file at a time")
    return _import(args.files[0], args.rename)


def _import(name: str, renamed: list[str]) -> int:
    from kuvend.accountability.plans.document.actions import import_plan
    from kuvend.engines.formats.plan import PlanFormatError, read_plan
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.people.queries import institutions
    from kuvend.foundation.processes.gates import gate_rule_names

    text = text_of(name)
    try:
        keys = list(institutions().values_list("key", flat=True))
        document = read_plan(text, known_institutions=keys, gate_rules=gate_rule_names())
    except PlanFormatError as problem:
        raise UsageProblem(f"{name}: {problem}") from problem
    try:
        plan = import_plan(actor=HOUSE, document=document, renamed=renamed, at=now())
    except UsageProblem as problem:
        raise UsageProblem(f"{name}: {problem}") from problem
    milestones = sum(len(one.milestones) for one in document.commitments if isinstance(one.milestones, tuple))
    print(
        f"{document.key}: version {plan.version}, {len(document.policy_goals)} policy goals, "
        f"{len(document.commitments)} commitments, {milestones} milestones"
    )
    return 0


def _export(key: str | None, name: str) -> int:
    from kuvend.accountability.plans.document.queries.export import find_plan, plan_document
    from kuvend.engines.formats.plan import write_plan

    plan = find_plan(key)
    if plan is None:
        raise UsageProblem(f"there is no plan {key}" if key else "there is no plan yet")
    text = write_plan(plan_document(plan))
    if name == STANDARD:
        sys.stdout.write(text)
        return 0
    try:
        Path(name).write_text(text, encoding="utf-8")
    except OSError as problem:
        raise UsageProblem(f"{name}: cannot be written: {problem.strerror}") from problem
    return 0
