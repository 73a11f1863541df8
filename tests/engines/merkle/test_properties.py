"""What must hold for every tree, tried on trees of many sizes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuvend.engines.merkle.bundles import InvalidBundleError, pack_entries, unpack_entries
from kuvend.engines.merkle.hashing import leaf_hash
from kuvend.engines.merkle.paths import InvalidPathError, TileName, parse_path
from kuvend.engines.merkle.proofs import (
    InvalidProofError,
    consistency_proof,
    inclusion_proof,
    root,
    verify_consistency,
    verify_inclusion,
)
from kuvend.engines.merkle.tiles import InvalidTileError, append_leaves
from tests.engines.merkle.logs import MemoryTiles
from tests.engines.merkle.reference import plain_root

SIZES = st.one_of(st.integers(1, 40), st.integers(250, 530), st.just(65_600))


def _entries(size: int) -> list[bytes]:
    return [b"entry %d" % number for number in range(size)]


def _tiles(size: int) -> MemoryTiles:
    tiles = MemoryTiles()
    tiles.append(_entries(size))
    return tiles


@settings(max_examples=60)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=6))
def test_a_tree_grown_in_steps_has_the_root_of_the_rfc_at_every_step(steps: list[int]) -> None:
    tiles, entries = MemoryTiles(), _entries(sum(steps))
    for step in steps:
        tiles.append(entries[tiles.size : tiles.size + step])
        assert root(tree=tiles.tree()) == plain_root(entries[: tiles.size])


@settings(max_examples=60)
@given(SIZES, st.data())
def test_every_entry_can_be_proven_and_no_other_place_or_entry(size: int, data: st.DataObject) -> None:
    tree = _tiles(size).tree()
    index = data.draw(st.integers(0, size - 1))
    proof, top = inclusion_proof(tree=tree, index=index), root(tree=tree)
    leaf = leaf_hash(b"entry %d" % index)
    verify_inclusion(index=index, size=size, leaf=leaf, proof=proof, root=top)
    broken = [
        {"leaf": leaf_hash(b"another")},
        {"root": leaf_hash(b"another")},
        {"proof": [*proof, leaf]},
        {"index": size},
        {"index": -1},
    ]
    if proof:
        cut = data.draw(st.integers(0, len(proof) - 1))
        broken += [
            {"proof": proof[:-1]},
            {"proof": [*proof[:cut], leaf, *proof[cut + 1 :]]},
            {"index": index ^ 1},
        ]
    for change in broken:
        call = {"index": index, "size": size, "leaf": leaf, "proof": proof, "root": top} | change
        with pytest.raises(InvalidProofError):
            verify_inclusion(**call)


@settings(max_examples=60)
@given(SIZES, st.data())
def test_every_earlier_tree_is_proven_to_be_continued_and_a_changed_one_is_not(size: int, data: st.DataObject) -> None:
    tiles = _tiles(size)
    old = data.draw(st.integers(1, size))
    call = {
        "old_size": old,
        "new_size": size,
        "old_root": root(tree=tiles.tree(), size=old),
        "new_root": root(tree=tiles.tree()),
        "proof": consistency_proof(tree=tiles.tree(), old_size=old),
    }
    verify_consistency(**call)
    other = leaf_hash(b"another")
    for change in [
        {"old_root": other},
        {"new_root": other},
        {"proof": [*call["proof"], other]},
        {"old_size": 0},
    ]:
        with pytest.raises(InvalidProofError):
            verify_consistency(**call | change)


@given(st.binary(max_size=300))
def test_no_bytes_are_read_as_entries_that_do_not_pack_to_them(data: bytes) -> None:
    try:
        entries = unpack_entries(data)
    except InvalidBundleError:
        return
    assert pack_entries(entries) == data


@given(st.integers(0, 10**15), st.integers(1, 256), st.one_of(st.none(), st.integers(0, 63)))
def test_every_tile_has_one_path_and_every_path_one_tile(number: int, width: int, level: int | None) -> None:
    name = TileName(level=level, number=number, width=width)
    assert parse_path(name.path) == name


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/1",
        "tile/00/001",
        "tile/64/001",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/01",
        "tile/entries/../001",
        "tile/0/001 ",
        "tile/0/001\n",
        "tile/0/٠٠١",
        "tile/-1/001",
        "tile/0/" + "x001/" * 9 + "001",
        "checkpoint",
        "",
    ],
)
def test_other_spellings_are_no_paths(path: str) -> None:
    with pytest.raises(InvalidPathError):
        parse_path(path)


def test_a_tree_does_not_grow_from_an_edge_that_is_missing() -> None:
    with pytest.raises(InvalidTileError):
        append_leaves(size=3, edge={}, leaves=[leaf_hash(b"x")])


def test_a_longer_entry_than_a_bundle_can_hold_is_refused() -> None:
    assert unpack_entries(pack_entries([b"x" * 65_535])) == [b"x" * 65_535]
    with pytest.raises(InvalidBundleError):
        pack_entries([b"x" * 65_536])
