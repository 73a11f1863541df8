"""A bar of filters: its addresses say the same shortly, what it does not know narrows nothing and is said."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Q
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kuvend.foundation.core.filter_bar import Choice, Counted, FilterBar, Narrowing, Words, span

KINDS = [("idea", "Idea"), ("comment", "Comment")]
BAR = FilterBar(
    filters=(
        Words(condition=lambda value: Q(words=value)),
        Choice(
            name="kind",
            label="Kind",
            choices=lambda about: KINDS,
            beside=lambda about: [("hint", f"Hint of {about}")],
            any_code="all",
            condition=lambda value: Q(kind=value),
        ),
        *span("day", moments=False),
    ),
    orders=(("name", "Name"), ("-late", "Latest"), ("late", "Least late")),
)


def read(query: str) -> Narrowing:
    return BAR.read(QueryDict(query), about="Vlora")


def drawn(query: str, **context: Any) -> str:
    with override("en"):
        return render_to_string("parts/filter_bar.html", {"bar": read(query), **context})


def test_an_address_narrows_by_all_that_it_names() -> None:
    narrowing = read("q=+zyra++e+re&kind=idea&from=2026-11-01&until=2026-11-30")
    assert (narrowing.value("q"), narrowing.value("kind"), narrowing.value("place")) == ("zyra e re", "idea", "")
    condition = str(narrowing.condition)
    assert "('kind', 'idea')" in condition
    assert "('day__gte', datetime.date(2026, 11, 1))" in condition
    assert "('day__lt', datetime.date(2026, 12, 1))" in condition, "the last day counts in"


@pytest.mark.parametrize(
    "query", ["", "kind=&q=&from=", "kind=all", "q=++", "order=name", "after=x&other=1"]
)  # fmt: skip
def test_an_address_that_chooses_nothing_shows_all(query: str) -> None:
    narrowing = read(query)
    assert not narrowing.is_narrowed
    assert (narrowing.condition, narrowing.query, narrowing.chips, narrowing.refused) == (Q(), "", [], ())


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("kind=petition", "Kind"), ("kind=IDEA", "Kind"), ("from=yesterday", "From this day on"),
        ("until=9999-12-31", "Until this day"), ("from=2026-02-30", "From this day on"),
        ("q=%2B%2B", "Whole words or their beginnings"), ("kind=%3Cscript%3E", "Kind"),
    ],
)  # fmt: skip
def test_what_the_bar_does_not_know_narrows_nothing_and_is_said(query: str, label: str) -> None:
    with override("en"):
        narrowing = read(query)
        assert [str(one) for one in narrowing.refused] == [label]
        assert not narrowing.is_narrowed
        html = drawn(query)
    assert f"{label}: what the address asks for is no choice here." in html
    assert "<script" not in html


@given(st.dictionaries(st.sampled_from(["q", "kind", "from", "until", "order"]), st.text(max_size=300)))
def test_no_address_fails_and_each_is_written_back_shorter(params: dict[str, str]) -> None:
    narrowing = BAR.read(params)
    again = BAR.read(QueryDict(narrowing.query))
    assert (again.values, again.order, again.refused) == (narrowing.values, narrowing.order, ())
    assert again.query == narrowing.query


def test_each_chosen_filter_can_be_taken_away_alone_and_all_together() -> None:
    narrowing = read("q=zyra&kind=idea&order=-late")
    assert [(str(chip.label), chip.words, chip.address) for chip in narrowing.chips][1:] == [
        ("Kind", "Idea", "?q=zyra&order=-late")
    ]
    assert narrowing.chips[0].address == "?kind=idea&order=-late"
    assert narrowing.all_of_it == "?order=-late"
    html = drawn("q=zyra&kind=idea")
    assert 'href="?q=zyra"' in html
    assert "Clear all" in html
    assert "Clear all" not in drawn("order=late")


def test_what_links_alone_lead_to_is_shown_only_where_it_is_chosen() -> None:
    assert "Hint of Vlora" not in drawn("kind=idea")
    assert '<option value="hint" selected>Hint of Vlora</option>' in drawn("kind=hint")


def test_a_header_turns_its_column_and_says_how_it_is_sorted() -> None:
    headers = read("kind=idea&order=-late").headers
    assert headers["late"] == ("?kind=idea&order=late", "descending")
    assert headers["name"] == ("?kind=idea", "")
    html = render_to_string("parts/sorted_by.html", {"column": headers["late"], "label": "Late"})
    assert 'aria-sort="descending"' in html
    assert 'href="?kind=idea&amp;order=late"' in html
    assert read("order=late").headers["late"] == ("?order=-late", "ascending")


def test_the_form_has_a_label_for_each_field_and_keeps_what_is_chosen() -> None:
    html = drawn("q=%22zyra%22&from=2026-11-01&order=late", count=Counted(1000, more=True))
    assert 'value="&quot;zyra&quot;"' in html
    assert '<input type="date" id="by-from" name="from" value="2026-11-01">' in html
    assert '<option value="late" selected>' in html
    assert "More than 1,000 entries" in html
    for name in ("q", "kind", "from", "until", "order"):
        assert f'<label for="by-{name}">' in html
