"""The files of regimes: those that come along are whole; a broken one is refused with its place."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
import yaml

from kuvend.engines.deadlines import clocks
from kuvend.engines.deadlines.clocks import InvalidRegime, read_regime, regimes
from kuvend.engines.deadlines.clocks.regimes import Unit

WORDS = {"en": "words", "sq": "fjalë"}
SOURCE = {"article": "1", "source": "https://example.org/"}


def sound() -> dict[str, Any]:
    """A regime with every part that there is."""
    rule = {
        "term": "10 working days",
        "first_day": "day_after",
        "rolls": True,
        "in_force": {"from": "2020-01-01", "to": "2021-12-31"},
        "unconfirmed": WORDS,
        "extension": {"by": "1 month", "deed": WORDS, "times": 2, **SOURCE},
        "pause": {"act": WORDS, **SOURCE},
        "transfer": {"clock": "goes_on", "whole": "15 working days", "within": "3 days", **SOURCE},
        "silence": {"means": WORDS, "opens": "answer", **SOURCE},
        **SOURCE,
    }
    later = {"term": "7 days", "first_day": "same_day", "in_force": {"from": "2022-01-01"}, **SOURCE}
    deed = {"name": WORDS, "from": WORDS, "rules": [rule, later]}
    whole = {"id": "made-up", "name": WORDS, "law": WORDS, "calendar": "AL", "deeds": {"answer": deed}}
    apart: dict[str, Any] = json.loads(json.dumps(whole))  # so that changing one part changes no other
    return apart


def as_file(data: dict[str, Any]) -> bytes:
    return yaml.safe_dump(data).replace("'20", "20").replace("-01'", "-01").replace("-31'", "-31").encode()


def file_with(path: str, value: Any) -> bytes:
    """The sound regime with one value changed, or taken away when it is None."""
    data = sound()
    *above, name = [int(part) if part.isdigit() else part for part in path.split(".")]
    place: Any = data
    for part in above:
        place = place[part]
    if value is None:
        del place[name]
    else:
        place[name] = value
    return as_file(data)


def test_every_regime_that_comes_along_is_read_and_has_its_file_s_name() -> None:
    names = [one.name for one in files(clocks).joinpath("regimes").iterdir()]
    assert sorted(names) == [f"{key}.yaml" for key in regimes()]
    assert {"al-119-2014", "al-146-2014", "ogp"} <= set(regimes())


def test_every_rule_that_comes_along_says_where_it_stands() -> None:
    rules = [rule for regime in regimes().values() for deed in regime.deeds.values() for rule in deed.rules]
    assert len(rules) > 20
    parts = [part for rule in rules for part in (rule, rule.extension, rule.pause, rule.transfer, rule.silence) if part]
    assert all(part.source.link.startswith(("https://", "http://", "docs/")) for part in parts)


def test_a_file_with_everything_is_read_whole() -> None:
    regime = read_regime(as_file(sound()))
    first, second = regime.deeds["answer"].rules
    assert str(first.term) == "10 working days"
    assert first.extension is not None
    assert str(first.extension.most) == "1 month"
    assert first.transfer is not None
    assert str(first.transfer.within) == "3 days"
    assert second.term.unit is Unit.DAYS
    assert str(second.source) == "words, 1"


def test_another_file_is_another_version() -> None:
    assert read_regime(as_file(sound())).version == read_regime(as_file(sound())).version
    assert (
        read_regime(file_with("deeds.answer.rules.1.term", "8 days")).version != read_regime(as_file(sound())).version
    )


RULE = "deeds.answer.rules.0"


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("deed", "x", "regime: deed is unknown"),
        (f"{RULE}.colour", "x", "regime: deeds: answer: rules 1: colour is unknown"),
        (f"{RULE}.term", None, "rules 1: term is missing"),
        (f"{RULE}.term", "ten days", "rules 1: term: a term such as"),
        (f"{RULE}.term", "0 days", "a term such as"),
        (f"{RULE}.first_day", "next", "first_day: same_day or day_after or working_day_after expected"),
        (f"{RULE}.source", None, "source is missing"),
        (f"{RULE}.rolls", "yes please", "rolls: true or false expected"),
        (f"{RULE}.unconfirmed", {"en": "words"}, "unconfirmed: en: and sq:, each with words expected"),
        (f"{RULE}.in_force", {"from": "soon"}, "in_force: from: a day such as"),
        (f"{RULE}.in_force.to", "2019-12-31", "in_force ends before it begins"),
        (f"{RULE}.in_force.to", "2022-01-01", "two rules are in force on 2022-01-01"),
        (f"{RULE}.extension.to", "12 working days", "either `by` or `to`"),
        (f"{RULE}.extension.times", 0, "times: a whole number from 1 on expected"),
        (f"{RULE}.transfer.clock", "stops", "clock: goes_on or restarts"),
        (f"{RULE}.transfer.whole", "9 working days", "no shorter"),
        (f"{RULE}.transfer.whole", "15 days", "has the unit of the term"),
        (f"{RULE}.silence.opens", "appeal", "silence opens 'appeal', which is no deed here"),
        ("name.sq", " ", "name: en: and sq:"),
        ("calendar", "QQ", "calendar: there is none for 'QQ'"),
        ("calendar", None, "no calendar says which they are"),
        ("id", "Made up", "'Made up' is no key"),
        ("deeds", {}, "deeds: at least one expected"),
        ("deeds.answer.rules", [], "rules: a list expected"),
        ("deeds.answer", "x", "deeds: answer: names with values are expected here"),
    ],
)
def test_what_is_no_regime_is_refused_with_its_place(path: str, value: Any, why: str) -> None:
    with pytest.raises(InvalidRegime) as refused:
        read_regime(file_with(path, value))
    assert why in str(refused.value)


@pytest.mark.parametrize("text", [b"a: 2026-13-45", b'a: "\\U00110000"', b'a: "\\UFFFFFFFF"', b"[" * 50_000])
def test_what_the_reader_of_yaml_cannot_make_a_value_of_is_no_regime(text: bytes) -> None:
    with pytest.raises(InvalidRegime, match=r"^made-up.yaml: "):
        read_regime(text, place="made-up.yaml")


def test_an_extension_to_a_whole_is_counted_as_its_term_is() -> None:
    extension = {"to": "2 months", "deed": WORDS, "times": 1, **SOURCE}
    with pytest.raises(InvalidRegime, match="counted in the unit of the term"):
        read_regime(file_with(f"{RULE}.extension", extension))


def test_what_is_no_yaml_is_refused() -> None:
    with pytest.raises(InvalidRegime, match="file"):
        read_regime(b"a: [", place="file.yaml")
