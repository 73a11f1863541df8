"""The number under which a participant's votes are published: good for one deliberation alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

BITS = 50  # exact in every program that reads numbers; two of a million people share one once in 2,000 deliberations
PURPOSE = "kuvend.opendata.deliberations"


def numbers_of(participant_ids: Iterable[int], *, deliberation: str) -> dict[int, int]:
    """Return the published number of each participant (row id) of a deliberation (its public id).

    The same in each download, in an order that says nothing; only who holds the instance's secret can make it again.
    """
    return {one: _number(one, deliberation) for one in participant_ids}


def _number(participant_id: int, deliberation: str) -> int:
    mac = salted_hmac(f"{PURPOSE}:{deliberation}", str(participant_id), algorithm="sha256").digest()
    return int.from_bytes(mac) >> (256 - BITS)
