"""Checking a whole log finds any change and names the first wrong place."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuvend.engines.merkle import kuvend_verify
from kuvend.engines.merkle.audit import WrongPlaceError, audit_log
from kuvend.engines.merkle.checkpoints import read_checkpoint
from kuvend.engines.merkle.notes import InvalidNoteError
from tests.engines.merkle.logs import KEY, log_paths, write_log

ENTRIES = [b"entry %d" % number for number in range(600)]


def _read(paths: dict[str, bytes]) -> Callable[[str], bytes]:
    return lambda path: paths[path]


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_a_whole_log_holds() -> None:
    heard: list[tuple[int, int]] = []
    audit = audit_log(
        read=_read(log_paths(ENTRIES)),
        keys=[KEY.verifier],
        progress=lambda done, size: heard.append((done, size)),
    )
    assert (audit.entries, audit.tiles, heard[-1]) == (600, 4, (600, 600))


@pytest.mark.parametrize(
    ("path", "at", "place"),
    [
        ("tile/0/001", 32 * 3, "tile/0/001 hash 3: not the hash of entry 259 in tile/entries/001"),
        ("tile/entries/001", 5, "tile/0/001 hash 0: not the hash of entry 256 in tile/entries/001"),
        ("tile/1/000.p/2", 32, "tile/1/000.p/2 hash 1: not the root of tile/0/001"),
        ("tile/0/002.p/88", 0, "tile/0/002.p/88 hash 0: not the hash of entry 512 in tile/entries/002.p/88"),
        ("tile/entries/000", 0, "tile/entries/000: cut off within entry 1"),
    ],
)
def test_a_flipped_bit_is_found_and_its_place_named(path: str, at: int, place: str) -> None:
    paths = log_paths(ENTRIES)
    paths[path] = _flip(paths[path], at)
    with pytest.raises(WrongPlaceError) as error:
        audit_log(read=_read(paths), keys=[KEY.verifier])
    assert str(error.value) == place


def test_a_rewritten_entry_with_all_its_hashes_is_found_by_the_signed_root() -> None:
    paths = log_paths([*ENTRIES[:-1], b"rewritten"])
    paths["checkpoint"] = log_paths(ENTRIES)["checkpoint"]
    with pytest.raises(WrongPlaceError, match="its root is not the root of the tiles"):
        audit_log(read=_read(paths), keys=[KEY.verifier])


def test_a_log_that_was_rewritten_and_signed_anew_is_found_by_what_was_seen() -> None:
    seen = read_checkpoint(log_paths(ENTRIES[:300])["checkpoint"].decode())
    paths = log_paths([b"rewritten", *ENTRIES[1:]])
    assert audit_log(read=_read(log_paths(ENTRIES)), keys=[KEY.verifier], earlier=seen).entries == 600
    with pytest.raises(WrongPlaceError, match="a fork"):
        audit_log(read=_read(paths), keys=[KEY.verifier], earlier=seen)


def test_a_log_that_became_shorter_is_found_by_what_was_seen() -> None:
    seen = read_checkpoint(log_paths(ENTRIES)["checkpoint"].decode())
    with pytest.raises(WrongPlaceError, match="600 were seen before"):
        audit_log(read=_read(log_paths(ENTRIES[:599])), keys=[KEY.verifier], earlier=seen)


def test_a_missing_tile_is_named_and_a_full_one_may_stand_for_a_partial_one() -> None:
    paths = log_paths(ENTRIES)
    partial = paths.pop("tile/0/002.p/88")
    with pytest.raises(WrongPlaceError, match=r"tile/0/002\.p/88: missing"):
        audit_log(read=_read(paths), keys=[KEY.verifier])
    paths["tile/0/002"] = partial + bytes(32) * 168
    assert audit_log(read=_read(paths), keys=[KEY.verifier]).tiles == 4


def test_a_head_signed_by_another_is_not_accepted() -> None:
    paths = log_paths(ENTRIES)
    paths["checkpoint"] = paths["checkpoint"].replace(b"600", b"599")
    with pytest.raises(InvalidNoteError):
        audit_log(read=_read(paths), keys=[KEY.verifier])


def test_an_empty_log_holds() -> None:
    assert audit_log(read=_read(log_paths([])), keys=[KEY.verifier]).entries == 0


@settings(max_examples=80)
@given(st.data())
def test_no_flipped_bit_anywhere_escapes_either_of_the_two_checkers(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    paths = log_paths(ENTRIES)
    path = data.draw(st.sampled_from(sorted(paths)))
    place = data.draw(st.integers(0, len(paths[path]) - 1))
    changed = paths[path][place] ^ (1 << data.draw(st.integers(0, 7)))
    paths[path] = paths[path][:place] + bytes([changed]) + paths[path][place + 1 :]
    with pytest.raises((WrongPlaceError, InvalidNoteError)):
        audit_log(read=_read(paths), keys=[KEY.verifier])
    folder = tmp_path_factory.mktemp("log")
    write_log(folder, paths)
    assert kuvend_verify.main(["log", str(folder), "--key", str(KEY.verifier)]) in (1, 2)
