"""A plan file is read exactly, written without loss, and what is wrong with it is named with its place."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from kuvend.engines.formats.plan import PlanFormatError, read_plan, write_plan
from kuvend.engines.formats.plan.documents import UNKNOWN, PlanDocument
from tests.engines.formats.documents import plans

ALBANIA = Path(__file__).resolve().parents[3] / "examples" / "albania-2020-2022" / "plan.yaml"
SMALL = """\
format: kuvend-plan/1
plan:
  key: p
  country: AL
  title: {sq: Plani, en: The plan}
  period: {from: 2020, to: unknown}
  sources: [{key: seed, title: A paper}]
institutions:
  - {key: moj, name: {en: Ministry of Justice}}
policy_goals:
  - {key: g, number: I, title: {en: Justice}, lead: [moj], components: [{key: c, number: I.1, title: {en: Aid}}]}
  - {key: h, number: II, title: {en: Budget}}
stages:
  - {key: s, title: {en: Autumn}, from: 2020-09-01, to: 2020-10-31, items: [
      {key: i, text: {en: Meet}, gate: opens, actors: [moj, civil-society]}]}
commitments:
  - key: one
    number: 1.10
    title: {en: Aid for all}
    goal: g
    component: c
    lead: moj
    supporting: unknown
    irm: {verifiable: yes, completion: unknown}
    milestones:
      - {key: m, number: 1.10.1, title: {en: A step}, from: 2021-01-01, to: 2021-02-01}
"""


@settings(max_examples=60)
@given(plans())
def test_reading_what_was_written_gives_the_same_plan(document: PlanDocument) -> None:
    assert read_plan(write_plan(document)) == document


def test_albanias_plan_is_written_without_loss_and_always_the_same() -> None:
    document = read_plan(ALBANIA.read_text())
    assert read_plan(write_plan(document)) == document
    assert write_plan(read_plan(write_plan(document))) == write_plan(document)
    assert [goal.number for goal in document.policy_goals] == ["I", "II", "III", "IV"]
    assert len(document.commitments) == 9
    assert document.commitments[0].milestones is UNKNOWN


def test_the_order_of_languages_does_not_change_the_file() -> None:
    turned = SMALL.replace("{sq: Plani, en: The plan}", "{en: The plan, sq: Plani}")
    assert write_plan(read_plan(turned)) == write_plan(read_plan(SMALL))


def test_numbers_and_yes_are_read_as_they_were_written() -> None:
    commitment = read_plan(SMALL).commitments[0]
    assert commitment.number == "1.10"
    assert commitment.irm is not None and commitment.irm is not UNKNOWN
    assert (commitment.irm.verifiable, commitment.irm.completion, commitment.irm.potential) == (
        "yes",
        "unknown",
        "",
    )


def test_unknown_is_neither_empty_nor_given() -> None:
    commitment = read_plan(SMALL).commitments[0]
    assert (commitment.supporting, commitment.other_actors, commitment.problem) == (UNKNOWN, (), {})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lead: moj\n", "lead: mod\n", "commitments[0].lead: the plan names no institution “mod” (line 22)"),
        ("component: c", "component: d", "commitments[0].component: the plan names no component “d” (line 21)"),
        ("goal: g\n", "goal: h\n", "commitments[0].component: “c” belongs to “g”, not to “h” (line 21)"),
        ("number: 1.10.1", "number: 2.1", "commitments[0].milestones[0].number: “2.1” does not begin with"),
        ("to: 2021-02-01", "to: 2020-02-01", "milestones[0].to: the last day comes before the first (line 26)"),
        ("to: 2020-10-31", "to: 2020-08-31", "stages[0].to: a stage ends before it begins (line 14)"),
        ("to: 2020-10-31", "to: autumn", "stages[0].to: “autumn” is no day; write it as 2020-09-01 (line 14)"),
        ("to: 2020-10-31", "to: 9999-12-31", "stages[0].to: “9999-12-31” lies outside the years 1990 to 2100"),
        ("to: 2020-10-31", "to: 2020-W44-1", "stages[0].to: “2020-W44-1” is no day; write it as 2020-09-01 (line 14)"),
        ("to: 2020-10-31", "to: 20201031", "stages[0].to: “20201031” is no day"),
        ("from: 2020,", "from: 0001,", "plan.period.from: “0001” lies outside the years 1990 to 2100"),
        ("to: unknown}", "to: 9999-12}", "plan.period.to: “9999-12” lies outside the years 1990 to 2100"),
        ("title: A paper", "title: !!binary QSBwYXBlcg==", "title: !!binary has no place in a plan"),
        ("title: A paper", "title: !mine A paper", "!mine has no place in a plan"),
        ("gate: opens", "gate: open", "stages[0].items[0].gate: “open” is none of opens, closes (line 15)"),
        ("en: Aid for all", "en: Aid, for all", "commitments[0].title.for all: “for all” is no language code"),
        ("verifiable: yes", "verifiable: maybe", "irm.verifiable: “maybe” is none of yes, no, unknown (line 24)"),
        ("key: h,", "key: g,", "policy_goals[1]: there is another policy goal “g” (line 12)"),
        ("key: p\n", "key: P\n", "plan.key: “P” is no key: use small letters, digits and hyphens"),
        ("country: AL", "country: Albania", "plan.country: “Albania” is no country code"),
        ("  lead: moj", "  led: moj", "commitments[0].led: there is no such field"),
        ("supporting: unknown", "lead: moj", "commitments[0].lead: this field stands here twice (line 23)"),
        ("supporting: unknown", "supporting: moj", "commitments[0].supporting: a list is expected here (line 23)"),
        ("title: {en: Aid for all}", "title: Aid", "commitments[0].title: one text for each language"),
        ("    goal: g\n", "", "commitments[0]: goal is missing (line 17)"),
        ("kuvend-plan/1", "kuvend-plan/2", "format: “kuvend-plan/2” is not kuvend-plan/1 (line 1)"),
        ("from: 2020,", "from: 2020-13,", "plan.period.from: “2020-13” is no date"),
        ("[moj]", "[moj, moj]", "policy_goals[0].lead: the same institution stands here twice (line 11)"),
        ("[moj]", "*moj", "file: aliases (*name) have no place in a plan (line 11)"),
        ("{sq: Plani, en: The plan}", "{sq: Plani", "file: not readable as YAML:"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place_and_line(old: str, new: str, message: str) -> None:
    assert old in SMALL
    with pytest.raises(PlanFormatError) as problem:
        read_plan(SMALL.replace(old, new, 1))
    assert message in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    "text", ["", "- a", "just words", "format: [", "\x00", "a: &x [*x]", "!!python/object:os.x {}"]
)
def test_what_is_no_plan_at_all_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(PlanFormatError) as problem:
        read_plan(text)
    assert "\n" not in str(problem.value)


def test_a_condition_names_a_rule_of_the_site_or_where_none_is_known_any_rule() -> None:
    item = "{key: j, text: {en: All lamps burn}, gate: closes, computed: lamps_burn}"
    stage = f"  - {{key: lit, title: {{en: Lit}}, from: 2020-01-01, to: 2020-02-01, items: [{item}]}}\n"
    text = SMALL.replace("stages:\n", f"stages:\n{stage}", 1)
    for document in (read_plan(text), read_plan(text, gate_rules={"lamps_burn"})):
        assert document.stages[0].items[0].computed == "lamps_burn"
    with pytest.raises(PlanFormatError, match="“lamps_burn” is none of activities_closed, all_answered"):
        read_plan(text, gate_rules={"all_answered", "activities_closed"})
    with pytest.raises(PlanFormatError, match="no name of a computed condition"):
        read_plan(text.replace("lamps_burn", "Lamps burn"))


def test_keys_that_are_too_long_together_are_refused_with_their_place() -> None:
    long = SMALL.replace("key: p\n", f"key: {'p' * 70}\n", 1)
    read_plan(long)
    goal = long.replace("key: g,", f"key: {'g' * 80},", 1).replace("goal: g\n", f"goal: {'g' * 80}\n", 1)
    with pytest.raises(PlanFormatError, match=r"components\[0\]: the keys p+, g+, c have more than 150 characters"):
        read_plan(goal)
    with pytest.raises(PlanFormatError, match=r"policy_goals\[0\]: the keys p+, g+ have more than 150 characters"):
        read_plan(goal.replace("key: pp", "key: ppp", 1))


def test_two_commitments_have_two_codes() -> None:
    second = """\
  - {key: two, number: '2', ogp_code: AL1, title: {en: Two}, goal: g}
"""
    coded = SMALL.replace("    number: 1.10\n", "    number: 1.10\n    ogp_code: AL1\n")
    with pytest.raises(PlanFormatError, match="there is another commitment with the ogp_code “AL1”"):
        read_plan(coded + second)
    read_plan(coded + second.replace("AL1", "AL2"))
    read_plan(coded.replace("AL1", "unknown") + second.replace("AL1", "unknown"))


@pytest.mark.parametrize("count", ["9" * 5000, "-1", "1_0", "\uff11", "1.5"])
def test_a_count_is_a_number_in_few_digits(count: str) -> None:
    made = SMALL + f'making: {{contributions: {{received: "{count}"}}}}\n'
    with pytest.raises(PlanFormatError, match=r"making\.contributions\.received: .* is no count|longer than"):
        read_plan(made)
