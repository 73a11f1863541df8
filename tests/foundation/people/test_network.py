"""Limits without an account go by network: a line of IPv6 is a /64, whatever address it takes within."""

from __future__ import annotations

import ipaddress
from datetime import date
from typing import Any

import pytest
from django.test import Client

from kuvend.foundation.core import limits
from kuvend.foundation.people.network import network_keys
from tests.support.house import House

DAY = date(2026, 11, 24)


def keys(address: str) -> list[str]:
    return [key for key, _share in network_keys({"REMOTE_ADDR": address}, on=DAY)]


def test_all_addresses_of_one_line_are_one_network() -> None:
    line = ipaddress.ip_network("2001:db8:1:2::/64")
    step = line.num_addresses // 2000
    assert len({keys(str(line[number * step]))[0] for number in range(2000)}) == 1
    assert keys("2001:db8:1:2::a") == keys("2001:0DB8:0001:0002:0000:0000:0000:000A") == keys("2001:db8:1:2::a%eth0")


def test_the_next_line_is_another_one_within_the_same_site() -> None:
    here, beside = keys("2001:db8:1:2::1"), keys("2001:db8:1:3::1")
    assert here[0] != beside[0]
    assert here[1:] == beside[1:]
    other_site, elsewhere = keys("2001:db8:1:ff02::1"), keys("2001:db8:2:2::1")
    assert (here[1] != other_site[1], here[2]) == (True, other_site[2])
    assert not set(here) & set(elsewhere)


def test_an_address_of_the_older_kind_is_the_same_in_either_spelling() -> None:
    assert keys("::ffff:192.0.2.7") == keys("192.0.2.7")
    assert keys("192.0.2.7")[0] != keys("192.0.2.8")[0]


def test_a_site_has_more_than_a_line_and_no_more_by_many_lines(house: House, settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"report_barrier": (2, 3600)}
    taken = 0
    with pytest.raises(limits.TooOften):
        for number in range(100):
            for key, share in network_keys({"REMOTE_ADDR": f"2001:db8:1:2{number:02x}::1"}, on=DAY):
                limits.count("report_barrier", key, at=house.at, share=share)
            taken += 1
    assert taken == 2 * 2, "lines of one customer have together twice what one has"


def test_a_form_counts_the_line_and_not_the_address(house: House, settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"complain": (2, 86400), "complain_of_one": (9, 86400)}
    idea = house.idea()
    typed = {"house_rule": "spam", "note": "", "seen_version": idea.version}
    address = f"/en/contributions/{idea.public_id}/report/"
    statuses = [
        Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}").post(address, typed | {"note": str(number)}).status_code
        for number in range(1, 5)
    ]
    assert statuses[:2] == [302, 302]
    assert set(statuses[2:]) <= {403, 422, 429}
    assert Client(REMOTE_ADDR="2001:db8:9:2::1").post(address, typed).status_code == 302
