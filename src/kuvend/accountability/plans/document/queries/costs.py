"""What a commitment costs, in words, and what the commitments of a plan cost together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Costs:
    """What commitments cost together: the sums by currency, over how many, and how many tell none."""

    sums: Sequence[str]
    with_amount: int
    unfunded: int
    untold: int


def money(amount: str | Decimal, currency: str) -> str:
    """Return an amount as the language writes it, with its currency: 18,000,000 lek."""
    value = Decimal(amount)
    places = 0 if value == value.to_integral_value() else 2
    number = number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{number} {_('lek') if currency == 'ALL' else currency}".strip()


def costs_of(costs: Sequence[Any]) -> Costs:
    """Return the sums of what commitments cost, each given in the form of the plan file (None when left out)."""
    sums: dict[str, Decimal] = {}
    unfunded = untold = 0
    for cost in costs:
        amounts: Mapping[str, Any] = cost if isinstance(cost, Mapping) else {}
        if amounts.get("amount"):
            currency = amounts.get("currency", "")
            sums[currency] = sums.get(currency, Decimal()) + Decimal(amounts["amount"])
        unfunded += bool(amounts.get("unfunded"))
        untold += not amounts.get("amount") and not amounts.get("unfunded")
    return Costs(
        sums=[money(amount, currency) for currency, amount in sorted(sums.items())],
        with_amount=sum(isinstance(cost, Mapping) and bool(cost.get("amount")) for cost in costs),
        unfunded=unfunded,
        untold=untold,
    )
