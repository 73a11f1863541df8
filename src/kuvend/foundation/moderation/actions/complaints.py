"""Reports: anybody tells moderators of words that break a rule of the house."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core import limits
from kuvend.foundation.core.access import require, require_listed
from kuvend.foundation.moderation import rules
from kuvend.foundation.moderation.enums import HouseRule
from kuvend.foundation.moderation.models import Complaint
from kuvend.foundation.people.network import Networks


@transaction.atomic
def complain(
    *, contribution: Contribution, seen_version: int, house_rule: str, note: str, networks: Networks, at: datetime
) -> Complaint:
    """Report published words to the moderators, by a rule of the house; nobody needs an account for it.

    Args:
        seen_version: the version that was read; a report about an earlier one is a report, too.
        networks: keys of the networks that ask, each with its share; they count for the limits and are not kept.

    Raises:
        NotAllowed: when the words are not published, or there is no such rule; TooOften.
    """
    require(rules.may_complain(contribution))
    require_listed(house_rule, HouseRule.values)
    limits.count_all("complain", networks, at=at)
    limits.count_all("complain_of_one", networks, at=at, about=contribution.public_id)
    return Complaint.objects.create(
        contribution=contribution,
        version=seen_version or contribution.version,
        house_rule=house_rule,
        note=note[:500],
        made_at=at,
    )
