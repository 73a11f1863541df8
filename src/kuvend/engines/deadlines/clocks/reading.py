"""Reading regimes from their files: everything that a file may say, and nothing else.

A file with an unknown word, a missing one, rules whose days overlap, or a deed that is named but not there is refused
with the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise

import yaml

from kuvend.engines.deadlines.calendars import calendar_of
from kuvend.engines.deadlines.clocks.parts import Part
from kuvend.engines.deadlines.clocks.problems import InvalidRegime
from kuvend.engines.deadlines.clocks.regimes import (
    Deed,
    Extension,
    FirstDay,
    Pause,
    Regime,
    Rule,
    Silence,
    Term,
    Text,
    Transfer,
)
from kuvend.engines.deadlines.clocks.telling import by_working_days

GOES_ON, RESTARTS = "goes_on", "restarts"
KEY = re.compile(r"[a-z][a-z0-9_-]*")


@lru_cache(maxsize=1)
def regimes() -> Mapping[str, Regime]:
    """Return the regimes that come with Kuvend, by their keys, in the order of these."""
    folder = files(__package__).joinpath("regimes")
    texts = {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.name.endswith(".yaml")}
    all_regimes = [read_regime(texts[name], place=name) for name in sorted(texts)]
    return {regime.key: regime for regime in all_regimes}


def regime(key: str) -> Regime:
    """Return a regime by its key. Raises KeyError."""
    return regimes()[key]


def read_regime(text: bytes, *, place: str = "regime") -> Regime:
    """Return the regime that a file says. Raises InvalidRegime with the place in it."""
    try:
        content = yaml.safe_load(text)
    except (
        yaml.YAMLError,
        ValueError,
        OverflowError,
        RecursionError,
    ) as problem:
        raise InvalidRegime(f"{place}: {problem}") from None
    whole = Part(place, content)
    law = whole.text("law")
    deeds = [_deed(name, part, law) for name, part in whole.parts("deeds").items()]
    result = Regime(
        key=_key(whole.word("id"), whole.place),
        name=whole.text("name"),
        calendar=whole.word("calendar", default=""),
        version=sha256(text).hexdigest()[:12],
        deeds={deed.key: deed for deed in deeds},
    )
    whole.end()
    _check(result, place)
    return result


def _key(word: str, place: str) -> str:
    if not KEY.fullmatch(word):
        raise InvalidRegime(f"{place}: {word!r} is no key; small letters, digits, - and _")
    return word


def _check(regime: Regime, place: str) -> None:
    rules = [rule for deed in regime.deeds.values() for rule in deed.rules]
    if regime.calendar:
        try:
            calendar_of(regime.calendar)
        except KeyError:
            raise InvalidRegime(f"{place}: calendar: there is none for {regime.calendar!r}") from None
    elif any(by_working_days(rule) for rule in rules):
        raise InvalidRegime(f"{place}: calendar: working days are asked for, and no calendar says which they are")
    for rule in rules:
        if rule.silence and rule.silence.opens and rule.silence.opens not in regime.deeds:
            raise InvalidRegime(f"{place}: silence opens {rule.silence.opens!r}, which is no deed here")


def _deed(name: str, part: Part, law: Text) -> Deed:
    deed = Deed(
        key=_key(name, part.place),
        name=part.text("name"),
        moment=part.text("from"),
        rules=tuple(_rule(row, law) for row in part.rows("rules")),
    )
    part.end()
    _in_order(deed.rules, part.place)
    return deed


def _in_order(rules: Iterable[Rule], place: str) -> None:
    for before, after in pairwise(rules):
        if (before.in_force_to or date.max) >= (after.in_force_from or date.min):
            raise InvalidRegime(f"{place}: two rules are in force on {after.in_force_from or before.in_force_from}")


def _rule(part: Part, law: Text) -> Rule:
    law = part.text("law", default=law)
    span = part.part("in_force")
    extension, pause = part.part("extension"), part.part("pause")
    transfer, silence = part.part("transfer"), part.part("silence")
    rule = Rule(
        term=part.term("term"),
        first_day=part.choice("first_day", FirstDay),
        in_force_from=span.day("from") if span else None,
        in_force_to=span.day("to") if span else None,
        rolls=part.flag("rolls"),
        extension=_extension(extension, law) if extension else None,
        pause=_pause(pause, law) if pause else None,
        transfer=_transfer(transfer, law) if transfer else None,
        silence=_silence(silence, law) if silence else None,
        source=part.source(law),
        unconfirmed=part.text("unconfirmed", default={}),
    )
    for place in (span, part):
        if place:
            place.end()
    if (rule.in_force_from or date.min) > (rule.in_force_to or date.max):
        raise InvalidRegime(f"{part.place}: in_force ends before it begins")
    if rule.extension and rule.extension.whole and rule.extension.most.unit is not rule.term.unit:
        raise InvalidRegime(f"{part.place}: extension: `to` is counted in the unit of the term")
    if rule.transfer and not rule.transfer.restarts and _shortens(rule.transfer.whole, rule.term):
        raise InvalidRegime(f"{part.place}: transfer: a clock that goes on has the unit of the term, and is no shorter")
    return rule


def _shortens(whole: Term | None, term: Term) -> bool:
    return whole is not None and (whole.unit is not term.unit or whole.number < term.number)


def _extension(part: Part, law: Text) -> Extension:
    by, to = part.term("by", default=None), part.term("to", default=None)
    if (by is None) == (to is None):
        raise InvalidRegime(f"{part.place}: either `by` or `to` says how far")
    extension = Extension(
        most=by or to,
        whole=by is None,
        deed=part.text("deed"),
        times=part.number("times"),
        source=part.source(law),
    )
    part.end()
    return extension


def _pause(part: Part, law: Text) -> Pause:
    pause = Pause(act=part.text("act"), source=part.source(law))
    part.end()
    return pause


def _transfer(part: Part, law: Text) -> Transfer:
    clock = part.word("clock")
    if clock not in (GOES_ON, RESTARTS):
        raise InvalidRegime(f"{part.place}: clock: {GOES_ON} or {RESTARTS}, not {clock!r}")
    transfer = Transfer(
        restarts=clock == RESTARTS,
        whole=part.term("whole", default=None),
        within=part.term("within", default=None),
        source=part.source(law),
    )
    part.end()
    return transfer


def _silence(part: Part, law: Text) -> Silence:
    silence = Silence(means=part.text("means"), opens=part.word("opens", default=""), source=part.source(law))
    part.end()
    return silence
