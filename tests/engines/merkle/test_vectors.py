"""The engine against vectors made elsewhere: transparency-dev/merkle, C2SP's examples, Tessera's own log."""

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest

from kuvend.engines.merkle.audit import audit_log
from kuvend.engines.merkle.checkpoints import Checkpoint, read_checkpoint, verify_checkpoint
from kuvend.engines.merkle.hashing import leaf_hash
from kuvend.engines.merkle.notes import parse_verifier_key, verify_note
from kuvend.engines.merkle.paths import encode_number
from kuvend.engines.merkle.proofs import (
    InvalidProofError,
    consistency_proof,
    inclusion_proof,
    root,
    verify_consistency,
    verify_inclusion,
)
from kuvend.engines.merkle.receipts import parse_receipt, verify_receipt
from kuvend.engines.merkle.tiles import TileTree, all_tiles

Data = Callable[[str], Path]
TESSERA_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"


def read_below(folder: Path) -> Callable[[str], bytes]:
    """A reader of paths below a folder."""

    def read(path: str) -> bytes:
        try:
            return (folder / path).read_bytes()
        except OSError as error:
            raise LookupError(path) from error

    return read


def _cases(folder: Path) -> list[tuple[str, dict]]:
    return [(str(path), json.loads(path.read_text())) for path in sorted(folder.rglob("*.json"))]


def _bytes(value: str | None) -> bytes:
    return b64decode(value or "")


def test_all_inclusion_vectors_are_judged_as_they_say(shared_data: Data) -> None:
    cases = _cases(shared_data("merkle/transparency-dev-merkle/testdata/inclusion"))
    wrong = []
    for name, case in cases:
        try:
            verify_inclusion(
                index=case["leafIdx"],
                size=case["treeSize"],
                leaf=_bytes(case["leafHash"]),
                proof=[_bytes(one) for one in case["proof"] or []],
                root=_bytes(case["root"]),
            )
            holds = True
        except InvalidProofError:
            holds = False
        if holds is bool(case.get("wantErr")):
            wrong.append(name)
    assert (len(cases), wrong) == (98, [])


def test_all_consistency_vectors_are_judged_as_they_say(shared_data: Data) -> None:
    cases = _cases(shared_data("merkle/transparency-dev-merkle/testdata/consistency"))
    wrong = []
    for name, case in cases:
        try:
            verify_consistency(
                old_size=case["size1"],
                new_size=case["size2"],
                old_root=_bytes(case["root1"]),
                new_root=_bytes(case["root2"]),
                proof=[_bytes(one) for one in case["proof"] or []],
            )
            holds = True
        except InvalidProofError:
            holds = False
        if holds is bool(case.get("wantErr")):
            wrong.append(name)
    assert (len(cases), wrong) == (98, [])


def test_the_examples_of_c2sp_hold(shared_data: Data) -> None:
    vectors = json.loads(shared_data("merkle/c2sp_vectors.json").read_text())
    example = vectors["signed_note"]
    assert verify_note(note=example["note"], keys=[parse_verifier_key(example["vkey"])]).text == (
        "This is an example message.\n"
    )
    assert str(parse_verifier_key(example["vkey"])) == example["vkey"]
    for number, path in vectors["tile_index_path"]:
        assert encode_number(number) == path
    for layout in vectors["layout"]:
        tiles = list(all_tiles(size=layout["size"]))
        for level in range(3):
            if f"level{level}_full" in layout:
                widths = [tile.width for tile in tiles if tile.level == level]
                assert widths.count(256) == layout[f"level{level}_full"]
                partial = layout[f"level{level}_partial"]
                assert [width for width in widths if width < 256] == ([partial] if partial else [])


def test_a_log_of_70_000_entries_made_elsewhere_holds_in_full(shared_data: Data) -> None:
    folder = shared_data("merkle/sample_log_70000")
    key = parse_verifier_key((folder / "vkeys.txt").read_text().split()[0])
    audit = audit_log(read=read_below(folder), keys=[key])
    assert (audit.checkpoint.size, audit.entries, audit.tiles) == (70_000, 70_000, 277)


def test_its_proofs_hold_and_ours_are_the_same(shared_data: Data) -> None:
    folder = shared_data("merkle/sample_log_part")
    key = parse_verifier_key((folder / "vkeys.txt").read_text().split()[0])
    receipt = parse_receipt((folder / "4242.tlog-proof").read_text())
    bundle = (folder / "tile/entries/016").read_bytes()
    at = 0
    for _ in range(4242 % 256):
        at += 2 + int.from_bytes(bundle[at : at + 2], "big")
    entry = bundle[at + 2 : at + 2 + int.from_bytes(bundle[at : at + 2], "big")]
    checkpoint = verify_receipt(receipt=receipt, entry=entry, keys=[key])

    read = read_below(folder)
    tree = TileTree(size=checkpoint.size, read=lambda name: read(name.path))
    assert inclusion_proof(tree=tree, index=4242) == list(receipt.proof)
    other = json.loads((folder / "consistency.json").read_text())
    assert consistency_proof(tree=tree, old_size=other["old"]) == [_bytes(one) for one in other["proof"]]
    assert root(tree=tree, size=other["old"]) == _bytes(other["old_root"])


def test_every_checkpoint_of_tesseras_log_is_consistent_with_every_later_one(shared_data: Data) -> None:
    folder = shared_data("merkle/tessera-testdata/testdata/log")
    notes = [path.read_text() for path in sorted(folder.glob("checkpoint.*"))]
    key = parse_verifier_key(TESSERA_KEY)
    checkpoints = sorted(
        (verify_checkpoint(note=note, keys=[key]) for note in notes), key=lambda checkpoint: checkpoint.size
    )
    assert [checkpoint.size for checkpoint in checkpoints] == list(range(16))
    read = read_below(folder)
    for new in checkpoints[1:]:
        tree = TileTree(size=new.size, read=lambda name: read(name.path))
        for old in checkpoints[1 : new.size + 1]:
            verify_consistency(
                old_size=old.size,
                new_size=new.size,
                old_root=old.root,
                new_root=new.root,
                proof=consistency_proof(tree=tree, old_size=old.size),
            )
    assert audit_log(read=read, keys=[key]).entries == 15


def test_a_proof_of_another_entry_does_not_hold(shared_data: Data) -> None:
    folder = shared_data("merkle/sample_log_part")
    key = parse_verifier_key((folder / "vkeys.txt").read_text().split()[0])
    receipt = parse_receipt((folder / "4242.tlog-proof").read_text())
    with pytest.raises(InvalidProofError):
        verify_receipt(receipt=receipt, entry=b"something else", keys=[key])


def test_the_roots_of_the_first_eight_trees_of_the_rfc_are_known() -> None:
    # The eight inputs and roots that RFC 6962's reference implementation and its successors test with.
    entries = [bytes.fromhex(text) for text in ["", "00", "10", "2021", "3031", "40414243"]]
    entries += [bytes.fromhex("5051525354555657"), bytes.fromhex("606162636465666768696a6b6c6d6e6f")]
    leaves = b"".join(leaf_hash(entry) for entry in entries)
    tree = TileTree(size=8, read=lambda name: leaves[: name.width * 32])
    assert root(tree=tree, size=1).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert root(tree=tree).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_a_checkpoint_reads_back_as_it_was(shared_data: Data) -> None:
    note = (shared_data("merkle/sample_log_part") / "checkpoint").read_text()
    read = read_checkpoint(note)
    assert note.startswith(read.text)
    assert read == Checkpoint(origin="ledger.example.gov/participation", size=70_000, root=read.root)
