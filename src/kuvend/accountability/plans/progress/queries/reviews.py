"""What the Independent Reporting Mechanism says of a commitment: its codes in words, its reasons, its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.enums import Ambition, Completion, EarlyResults, Potential, YesNo
from kuvend.accountability.plans.models import Assessment, Commitment
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import in_words
from kuvend.foundation.record.proofs import Proofs

CODES: tuple[tuple[str, str | Promise, Any], ...] = (
    ("verifiable", _("Verifiable"), YesNo),
    ("open_gov_lens", _("Open government lens"), YesNo),
    ("ambition", _("Ambition"), Ambition),
    ("potential", _("Potential for results"), Potential),
    ("completion", _("Completion"), Completion),
    ("early_results", _("Early results"), EarlyResults),
)


@dataclass(frozen=True)
class Review:
    """What the Independent Reporting Mechanism says: its codes in words, its reasons, its source."""

    codes: Sequence[tuple[Any, Any]]
    text: Any
    on: str
    source: Any
    source_url: str
    proof: str
    language: str = ""  # of the title of the source


def _codes(row: object, prefix: str = "") -> list[tuple[Any, Any]]:
    """Return (what is judged, the code in words) for each code that is given."""
    judgements = [(label, choices, getattr(row, prefix + name, "")) for name, label, choices in CODES]
    return [(label, choices(code).label) for label, choices, code in judgements if code]


def published_review(row: Commitment, sources: dict[str, dict[str, str]]) -> Review | None:
    """Return what the plan file says of the published IRM review."""
    codes = _codes(row, "irm_")
    source = next((sources[key] for key in row.irm_sources if key in sources and key != row.ogp_code.lower()), None)
    if not codes:
        return None
    if source is None:
        return Review(codes, "", "", "", "", "")
    return Review(codes, "", "", source["title"], source["url"], "", source.get("language", ""))


def review_to_come(codes: object, text: Localized, *, on: date, source: Localized, source_url: str) -> Review:
    """Return an assessment as its page will draw it once it is published."""
    return Review(_codes(codes), text, in_words(on), source, source_url, "")


def review_part(row: Assessment, proofs: Proofs) -> Review:
    """Return an assessment as pages draw it, with the place of its proof."""
    return Review(
        codes=_codes(row),
        text=row.text,
        on=in_words(row.assessed_at),
        source=row.source_title,
        source_url=row.source_url,
        proof=proofs.url("commitment_assessed", row.public_id),
    )
