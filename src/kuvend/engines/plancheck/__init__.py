"""A plan against OGP's rules: which of them it meets, which it breaks, and what nobody can tell.

`check_plan(plan, as_of=…)` judges a plan by the rule set in force at its due date and gives one finding for each
rule: failed, passed or unknown, with the rule's sentence in Albanian and English, where it failed, and what would
mend it. `rules.yaml` holds the rule sets and sentences, the modules `…_rules` their tests. Nothing is read but the
plan; the day of judgement is an argument. Sources: OGP's Participation and Co-Creation Standards (2021), its
calendar and handbook; each rule names its own. Who may do what is no matter of these rules.
"""

from kuvend.engines.plancheck.case import NOTHING_TOLD
from kuvend.engines.plancheck.checking import check_json, check_plan, weekdays
from kuvend.engines.plancheck.findings import LANGUAGES, Finding, PlanCheck, read_check, write_check
from kuvend.engines.plancheck.outcomes import Outcome
from kuvend.engines.plancheck.rule_sets import rule_sets
from kuvend.engines.plancheck.values import GuidedValue, guided_values, technology_alone, why_not_technology_alone

__all__ = [
    "LANGUAGES",
    "NOTHING_TOLD",
    "Finding",
    "GuidedValue",
    "Outcome",
    "PlanCheck",
    "check_json",
    "check_plan",
    "guided_values",
    "read_check",
    "rule_sets",
    "technology_alone",
    "weekdays",
    "why_not_technology_alone",
    "write_check",
]
