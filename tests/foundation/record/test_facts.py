"""What a fact may hold, and its bytes in the log."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, ClassVar

import pytest

from kuvend.foundation.record.facts import REGISTRY, FactData, Subject, digest, seal
from kuvend.foundation.record.leaves import NotAFactError, decode_leaf, encode_leaf
from kuvend.foundation.record.way import Silent
from tests.foundation.record.sample import AT, LABEL, WAY, StoneLaid, WallSeen


def test_a_leaf_is_canonical_json_with_subjects_apart_from_data() -> None:
    fact = StoneLaid(stone=Subject("s1"), beside=(Subject("s2"), Subject("s3")), colour="grey")
    assert encode_leaf(fact=fact, at=AT, role="participant") == (
        b'{"at":"2026-11-24T12:30:00Z","data":{"colour":"grey"},"role":"participant",'
        b'"subjects":{"beside":["s2","s3"],"stone":"s1"},"type":"tests.stone_laid"}'
    )


def test_a_moment_is_written_in_utc() -> None:
    local = datetime(2026, 11, 24, 13, 30, tzinfo=timezone(timedelta(hours=1)))
    fact = WallSeen(wall=Subject("w"))
    assert encode_leaf(fact=fact, at=local, role="r") == encode_leaf(fact=fact, at=AT, role="r")
    with pytest.raises(NotAFactError, match="no time zone"):
        encode_leaf(fact=fact, at=datetime(2026, 1, 1), role="r")


def test_a_leaf_reads_back() -> None:
    fact = StoneLaid(stone=Subject("s1"), wall=Subject("w"), words=seal("x").digest)
    read = decode_leaf(encode_leaf(fact=fact, at=AT, role="r"), index=7)
    assert (read.index, read.type, read.at, read.role) == (7, "tests.stone_laid", AT, "r")
    assert read.subjects == {"stone": "s1", "wall": "w", "beside": []}
    assert read.data == {"words": fact.words}


def test_codes_dates_and_numbers_are_plain() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Counted(FactData):
        type: ClassVar[str] = "tests.counted"
        label = LABEL
        way = WAY
        day: date
        moment: datetime
        share: float
        final: bool
        codes: tuple[str, ...]

    fact = Counted(day=date(2026, 1, 2), moment=AT, share=0.5, final=True, codes=("a", "b"))
    assert decode_leaf(encode_leaf(fact=fact, at=AT, role="r"), index=None).data == {
        "day": "2026-01-02",
        "moment": "2026-11-24T12:30:00Z",
        "share": 0.5,
        "final": True,
        "codes": ["a", "b"],
    }


@pytest.mark.parametrize(
    "fact",
    [
        StoneLaid(stone=Subject("s1"), colour="a whole sentence"),
        StoneLaid(stone=Subject("s1"), colour="Gjirokastër"),
        StoneLaid(stone=Subject("s1"), colour="somebody@example.org"),
        StoneLaid(stone=Subject("s1"), colour="x" * 201),
        StoneLaid(stone=Subject("a name")),
        StoneLaid(stone=Subject("")),
        StoneLaid(stone=Subject("s1"), colour={"a": 1}),  # type: ignore[arg-type]
    ],
)
def test_what_could_be_a_sentence_or_a_name_is_refused_without_repeating_it(fact: StoneLaid) -> None:
    with pytest.raises(NotAFactError) as error:
        encode_leaf(fact=fact, at=AT, role="r")
    assert str(error.value).startswith("tests.stone_laid.")
    assert "sentence" not in str(error.value) and "somebody" not in str(error.value)


def test_a_leaf_that_no_bundle_can_hold_is_refused() -> None:
    fact = StoneLaid(stone=Subject("s1"), beside=tuple(Subject(f"stone{n:05}") for n in range(6_000)))
    with pytest.raises(NotAFactError, match="more than an entry may have"):
        encode_leaf(fact=fact, at=AT, role="r")


def test_two_facts_of_one_type_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match=r"are both tests\.wall_seen"):

        class Other(FactData):
            type: ClassVar[str] = "tests.wall_seen"

    with pytest.raises(TypeError, match="names no type"):

        class Nameless(FactData):
            pass

    assert REGISTRY["tests.wall_seen"] is WallSeen


def test_a_fact_without_words_or_without_its_step_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="has no `label`"):

        class Wordless(FactData):
            type: ClassVar[str] = "tests.wordless"
            way = WAY

    with pytest.raises(TypeError, match="has no `label`"):

        class Untranslated(FactData):
            type: ClassVar[str] = "tests.wordless"
            label: ClassVar[Any] = "In one language only"
            way = WAY

    with pytest.raises(TypeError, match="has no `way`"):

        class Wayless(FactData):
            type: ClassVar[str] = "tests.wordless"
            label = LABEL

    with pytest.raises(ValueError, match="say why it is silent"):
        Silent(" ")
    assert "tests.wordless" not in REGISTRY


def test_a_sealed_text_opens_with_its_salt_only() -> None:
    one, other = seal("Më shumë drita"), seal("Më shumë drita")
    assert one.digest != other.digest and len(one.salt) == 32
    assert digest(one.salt, "Më shumë drita") == one.digest
    assert digest(other.salt, "Më shumë drita") != one.digest


def test_facts_keep_their_moment_to_the_microsecond() -> None:
    at = datetime(2026, 1, 1, 1, 2, 3, 456789, tzinfo=UTC)
    assert decode_leaf(encode_leaf(fact=WallSeen(wall=Subject("w")), at=at, role="r"), index=0).at == at
