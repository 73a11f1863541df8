"""OGP's values: the questions that guide each, and why technology and innovation are none by themselves.

The questions stand in `rules.yaml` with their source; the sentence why is that of rule T-04, so that whoever refuses a
commitment says it in the rule's own words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kuvend.engines.plancheck.findings import LANGUAGES
from kuvend.engines.plancheck.rule_sets import Text, guiding, wording

TECHNOLOGY = "technology_and_innovation"
TECHNOLOGY_RULE = "T-04"


@dataclass(frozen=True, kw_only=True)
class GuidedValue:
    """One of OGP's values by its code, with the questions that a commitment claiming it should answer."""

    code: str
    questions: tuple[Text, ...]
    source: str


@lru_cache(maxsize=1)
def guided_values() -> tuple[GuidedValue, ...]:
    """Return OGP's values with their guiding questions, technology and innovation last."""
    return tuple(
        GuidedValue(code=code, questions=tuple(entry["questions"]), source=entry["source"])
        for code, entry in guiding().items()
    )


def technology_alone(values: Iterable[str]) -> bool:
    """Tell whether these values (codes) name technology and innovation and nothing else."""
    return set(values) == {TECHNOLOGY}


def why_not_technology_alone(language: str) -> str:
    """Return the sentence of rule T-04 and its reason, in Albanian (sq), else in English (en)."""
    rule = wording(TECHNOLOGY_RULE)
    language = language if language in LANGUAGES else "en"
    return f"{rule.sentence[language]} {rule.notes['why'][language]}"
