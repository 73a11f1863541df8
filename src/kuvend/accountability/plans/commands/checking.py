"""`kuvend plan check`: one line for each rule of OGP; needs no database."""

from __future__ import annotations

import argparse
from datetime import date

from kuvend.accountability.plans.commands.files import text_of
from kuvend.accountability.plans.document.working_days import working_days_of
from kuvend.engines.formats.plan import PlanFormatError, read_plan
from kuvend.engines.plancheck import LANGUAGES, Finding, Outcome, PlanCheck, check_plan, rule_sets
from kuvend.foundation.core.commands import Commands, Needs
from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.core.problems import UsageProblem

ABOUT = """\
Judge a plan by the rules in force at its due date: one line for each, “ID  failed|passed|unknown  sentence”.
Ends with 0 when no rule failed, 1 when one did, 2 when the file cannot be read.
"""


def register(commands: Commands) -> None:
    """Add the command to its group."""
    parser = commands.add(
        "check", help="say which rules a plan meets and breaks", description=ABOUT,
    )  # fmt: skip
    parser.add_argument("file", metavar="FILE", help="a kuvend-plan/1 file, or - for standard input")
    parser.add_argument("--failed", action="store_true", help="only the rules that failed")
    parser.add_argument("--rule-set", choices=[one.id for one in rule_sets()], help="judge by this set of rules")
    parser.add_argument("--language", choices=LANGUAGES, default=SOURCE, help="of the sentences (default: en)")
    parser.set_defaults(run=run, needs=Needs.NOTHING)


def run(args: argparse.Namespace) -> int:
    """Check a file as of today and print its lines; 1 when a rule failed."""
    check = _check(args.file, args.rule_set)
    for finding in check.failed if args.failed else check.findings:
        print(_line(finding, args.language))
    return 1 if check.failed else 0


def _check(name: str, rule_set: str | None) -> PlanCheck:
    try:
        plan = read_plan(text_of(name))
    except PlanFormatError as problem:
        raise UsageProblem(f"{name}: {problem}") from problem
    return check_plan(plan, as_of=date.today(), by=rule_set, working_days=working_days_of(plan.country))


def _line(finding: Finding, language: str) -> str:
    """Return a finding as one line.

    Where it failed, the numbers of the commitments and milestones follow; at the end, in parentheses, which number or
    demand of the rule the texts at hand do not state.
    """
    where = finding.failed_at if finding.outcome is Outcome.FAILED else ()
    at = f" [{', '.join(where)}]" if where else ""
    why = f" {finding.why[language]}" if finding.why else ""
    unconfirmed = f" ({finding.unconfirmed[language]})" if finding.unconfirmed else ""
    return f"{finding.id}  {finding.outcome.value}  {finding.sentence[language]}{at}{why}{unconfirmed}"
