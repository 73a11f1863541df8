"""Details of a plan file in the form in which they are kept elsewhere: JSON values, read back without loss."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.details import CommitmentDetails, MilestoneDetails
from kuvend.engines.formats.plan.fields import Fields
from kuvend.engines.formats.plan.making import Making
from kuvend.engines.formats.plan.nodes import Node
from kuvend.engines.formats.plan.plan_keys import PlanKeys
from kuvend.engines.formats.plan.reading_details import (
    COMMITMENT_DETAILS,
    MILESTONE_DETAILS,
    read_commitment_details,
    read_milestone_details,
)
from kuvend.engines.formats.plan.reading_making import read_making
from kuvend.engines.formats.plan.values import Keys, Unknown

FILE_NAMES = {"from_date": "from", "to_date": "to"}


def form_of(part: CommitmentDetails | MilestoneDetails | Making) -> dict[str, Any]:
    """Return the fields that say something, by their names in a file; days are texts, so that JSON can hold them."""
    form: dict[str, Any] = _form(part, str)
    return form


def commitment_details(form: Mapping[str, Any], other_actors: Keys | Unknown) -> CommitmentDetails:
    """Return a commitment's details from their form. Raises PlanFormatError."""
    return read_commitment_details(Fields(_node(form, ""), COMMITMENT_DETAILS), other_actors)


def milestone_details(form: Mapping[str, Any]) -> MilestoneDetails:
    """Return a milestone's details from their form. Raises PlanFormatError."""
    return read_milestone_details(Fields(_node(form, ""), MILESTONE_DETAILS))


def making(form: Mapping[str, Any], *, sources: Collection[str], commitments: Collection[str]) -> Making:
    """Return how a plan was made from its form; `sources` and `commitments` may be named. Raises PlanFormatError."""
    keys = PlanKeys(sources=set(sources), in_use={("commitment", key) for key in commitments})
    return read_making(_node(form, ""), keys)


def file_form_of(part: CommitmentDetails | MilestoneDetails | Making) -> dict[str, Any]:
    """Return the same with whole days as days, as a YAML file has them."""
    form: dict[str, Any] = _form(part, _yaml_day)
    return form


def _yaml_day(value: StatedDate | date) -> date | str:
    if isinstance(value, StatedDate):
        return value.first_day() if value.day else str(value)
    return value


def _form(value: Any, day: Callable[[StatedDate | date], Any]) -> Any:
    if is_dataclass(value) and not isinstance(value, StatedDate | type):
        values = {FILE_NAMES.get(one.name, one.name): getattr(value, one.name) for one in fields(value)}
        return {name: _form(one, day) for name, one in values.items() if not is_empty(one)}
    if isinstance(value, Unknown):
        return value.value
    if isinstance(value, StatedDate | date):
        return day(value)
    if isinstance(value, Mapping):
        return {name: _form(value[name], day) for name in sorted(value)}
    return [_form(one, day) for one in value] if isinstance(value, tuple) else value


def is_empty(value: Any) -> bool:
    """Tell whether a field is left out; the number 0 is not."""
    return value is None or value is False or (not isinstance(value, int) and value in ("", (), [], {}))


def _node(value: Any, path: str) -> Node:
    if isinstance(value, Mapping):
        return Node({name: _node(one, f"{path}.{name}") for name, one in value.items()}, path, 0)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Node([_node(one, f"{path}[{place}]") for place, one in enumerate(value)], path, 0)
    return Node(str(value).lower() if isinstance(value, bool) else str(value), path, 0)
