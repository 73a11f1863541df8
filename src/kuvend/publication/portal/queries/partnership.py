"""What the Open Government Partnership is, read from one file of texts in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kuvend.foundation.core.language_names import NAMES
from kuvend.foundation.core.text import Localized

FILE = Path(__file__).parents[1] / "data" / "ogp.yaml"


@cache
def partnership() -> dict[str, Any]:
    """Return the page's texts by part, read once; `goals` pairs each policy goal with the countries beside it."""
    page: dict[str, Any] = _localized(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    beside: dict[str, list[Localized]] = {key: [] for key in page["goals"]}
    for group in page["examples"]:
        for example in group["entries"]:
            for key in example["goals"]:
                beside[key].append(example["country"])
    return page | {"goals": [(title, beside[key]) for key, title in page["goals"].items()]}


def _localized(value: Any) -> Any:
    if isinstance(value, list):
        return [_localized(one) for one in value]
    if not isinstance(value, dict):
        return value
    return Localized(value) if value.keys() <= NAMES.keys() else {key: _localized(one) for key, one in value.items()}
