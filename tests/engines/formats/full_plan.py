"""A plan file in which every field stands once, and where its values are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

import yaml

FULL = """\
format: kuvend-plan/1
simulated: true
plan:
  key: p
  country: AL
  title: {sq: Plani, en: The plan}
  period: {from: 2020-01, to: '2022', simulated: true}
  summary: {en: What it is}
  sources: [{key: seed, title: A paper, url: "https://ogp.example/paper"}]
institutions:
- {key: gov, name: {en: The government}, short: {en: Gov}}
- {key: moj, name: {en: Ministry of Justice}, parent: gov}
policy_goals:
- key: g
  number: I
  title: {en: Justice}
  lead: [moj]
  sources: [seed]
  components: [{key: c, number: I.1, title: {en: Aid}, leader: moj, note: {en: A note}, sources: [seed]}]
stages:
- key: s
  title: {en: Autumn}
  from: 2020-09-01
  to: 2020-10-31
  sources: [seed]
  items:
  - key: i
    text: {en: Meet}
    actors: [moj]
    gate: opens
    after_consultation: true
    evidence: {title: {en: Minutes}, url: "https://ogp.example/minutes", day: 2020-09-02, simulated: true}
  - {key: j, text: {en: Answer}, gate: closes, computed: all_answered}
commitments:
- key: one
  number: '1'
  ogp_code: AL0001
  title: {en: Aid for all}
  goal: g
  component: c
  lead: moj
  supporting: [gov]
  other_actors: [A society]
  problem: {en: The problem}
  solution: {en: The solution}
  results: {en: The results}
  values: [civic_participation]
  policy_areas: [Justice]
  from: 2021-01-01
  to: 2021-12-31
  irm: {verifiable: 'yes', open_gov_lens: 'yes', ambition: low, potential: modest, completion: limited,
    early_results: marginal, sources: [seed]}
  causes: {en: The causes}
  baseline: {figure: {en: Three of four}, day: '2020', source: A register}
  value_answers: {access_to_information: {en: A}, civic_participation: {en: B}, public_accountability: {en: C},
    technology_and_innovation: {en: D}}
  contact: {name: The office, position: {en: Head}, email: office@ogp.example, phone: '+355 4 000'}
  cost: {amount: '1200', currency: ALL, funding: {en: The budget}, unfunded: true}
  carried_over: 'yes'
  earlier: [AL0000]
  civil_society: [A society]
  no_civil_society: {en: Nobody came}
  contributions: [abc]
  government_initiated: true
  sdg_targets: ['16.7']
  sources: [seed]
  milestones:
  - key: m
    number: '1.1'
    title: {en: A step}
    deliverable: {en: A portal}
    from: 2021-01-01
    to: 2021-02-01
    lead: moj
    simulated: true
    evidence_type: website
    audience: public
    indicators: [{text: {en: Visits}, target: '100', unit: {en: a day}, day: 2021-02-01}]
making:
  due: 2020-06
  submitted: 2020-12-01
  drafting_from: 2020-03
  refresh: 2021-06
  previous: {title: The plan before, to: '2019', contrary: 'no'}
  contrary: 'no'
  forum: 'yes'
  website: {url: "https://ogp.example", contact: A desk, reachable: 'yes'}
  contributions: {received: '5', answered: '4', published: 'yes'}
  meetings: [{kind: forum, day: 2020-05, title: {en: First}, government: '4', civil_society: '5',
    minutes: "https://ogp.example/1", comments: 'yes', sources: [seed]}]
  documents: [{kind: minutes, title: {en: Notes}, day: 2020-05, url: "https://ogp.example/2", public: 'yes',
    languages: [sq], phase: co_creation, commitment: one, sources: [seed]}]
  outreach: [{title: {en: A radio hour}, day: 2020-05, audiences: [Students], sources: [seed]}]
  consultations: [{title: {en: Online}, from: 2020-05, to: 2020-06, sectors: [academia], sources: [seed]}]
  partial: [meetings]
  sources: [seed]
"""
CODES = {
    "format", "key", "country", "number", "goal", "component", "lead", "leader", "parent", "supporting", "sources",
    "actors", "gate", "computed", "simulated", "after_consultation", "values", "irm", "carried_over", "unfunded",
    "government_initiated", "evidence_type", "audience", "contrary", "forum", "reachable", "published", "kind",
    "comments", "public", "phase", "commitment", "sectors", "partial", "from", "to", "day", "due", "submitted",
    "drafting_from", "refresh", "amount", "received", "answered", "government",
}  # fmt: skip
ACTORS = [("commitments", 0, "other_actors", 0), ("commitments", 0, "civil_society", 0)]
Place = tuple[str | int, ...]


def whole() -> Any:
    """Return the file as plain values, each a text."""
    return yaml.load(FULL, yaml.BaseLoader)  # texts only


def places(value: Any, above: Place = ()) -> Iterator[Place]:
    """Yield where each value stands."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in inner:
        yield from places(child, (*above, name))
    if isinstance(value, str):
        yield above


def in_words(place: Place) -> bool:
    """Tell whether words stand at a place, and no key, code, day or number."""
    return (not any(part in CODES for part in place) and place[:2] != ("making", "meetings")) or place[-1:] == ("en",)


def at(place: Place, value: Any = None) -> Any:
    """Return the value at a place."""
    for part in place:
        value = value[part]
    return value


def with_value(changed: Place, said: str) -> str:
    """Return the file with another value at one place; who takes part is named twice and changes in both."""
    return with_values(ACTORS if changed in ACTORS else [changed], said)


def with_values(changed: Iterable[Place], said: str) -> str:
    """Return the file with another value at some places."""
    made = deepcopy(whole())
    for place in changed:
        at(place[:-1], made)[place[-1]] = said
    return yaml.safe_dump(made, allow_unicode=False, sort_keys=False)
