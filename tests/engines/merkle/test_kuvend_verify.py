"""The stand-alone verifier: alone, in its own process, and in agreement with everything else."""

import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256, sha512
from pathlib import Path
from threading import Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kuvend.engines.merkle import kuvend_verify
from kuvend.engines.merkle.proofs import inclusion_proof
from kuvend.engines.merkle.receipts import Receipt, write_receipt
from tests.engines.merkle.logs import KEY, MemoryTiles, log_paths, write_log

# (secret key, message, signature) of RFC 8032 section 7.1
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        b"\xaf\x82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        sha512(b"abc").digest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
        "3dca179c138ac17ad9bef1177331a704",
    ),
]


def _public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


@pytest.mark.parametrize(("seed", "message", "signature"), VECTORS)
def test_the_signatures_of_rfc_8032_hold_and_changed_ones_do_not(seed: str, message: bytes, signature: str) -> None:
    public, right = _public(bytes.fromhex(seed)), bytes.fromhex(signature)
    assert kuvend_verify.ed25519_holds(public, message, right)
    assert not kuvend_verify.ed25519_holds(public, message + b"x", right)
    for place in range(0, 64, 7):
        changed = right[:place] + bytes([right[place] ^ 4]) + right[place + 1 :]
        assert not kuvend_verify.ed25519_holds(public, message, changed)


def test_a_signature_has_one_spelling_only() -> None:
    public, right = _public(bytes.fromhex(VECTORS[0][0])), bytes.fromhex(VECTORS[0][2])
    larger = int.from_bytes(right[32:], "little") + kuvend_verify.ORDER
    assert not kuvend_verify.ed25519_holds(public, b"", right[:32] + larger.to_bytes(32, "little"))
    assert not kuvend_verify.ed25519_holds(public, b"", right + b"\0")
    not_a_point = (2**255 - 1).to_bytes(32, "little")
    assert not kuvend_verify.ed25519_holds(not_a_point, b"", right)


@settings(max_examples=20)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100))
def test_it_accepts_what_the_cryptography_package_signs(seed: bytes, message: bytes) -> None:
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(message)
    assert kuvend_verify.ed25519_holds(_public(seed), message, signature)


def _run(*arguments: str | Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the file as a citizen does: isolated, without site packages."""
    return subprocess.run(
        [sys.executable, "-I", "-S", kuvend_verify.__file__, *map(str, arguments), "--language", language],
        capture_output=True,
        text=True,
        check=False,
    )


ENTRIES = [
    json.dumps({"data": {"text": kuvend_verify.sha256(b"saltI have an idea").hexdigest()}, "n": n}).encode()
    for n in range(300)
]


def _proof(index: int, *, extra: bool = True) -> str:
    tiles = MemoryTiles()
    tiles.append(ENTRIES)
    note = log_paths(ENTRIES)["checkpoint"].decode()
    proof = tuple(inclusion_proof(tree=tiles.tree(), index=index))
    entry = ENTRIES[index] if extra else None
    return write_receipt(Receipt(index=index, proof=proof, checkpoint_note=note, extra=entry))


def test_a_proof_file_is_proven_in_words(tmp_path: Path) -> None:
    (tmp_path / "7.tlog-proof").write_text(_proof(7))
    (tmp_path / "key").write_text(f"{KEY.verifier}\n")
    done = _run("proof", tmp_path / "7.tlog-proof", "--key", tmp_path / "key")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        f"The head of example.org/log over 300 entries is signed by key {KEY.verifier.key_id.hex()}.\n"
    )
    assert "at place 7" in done.stdout
    assert '"n": 7' in done.stdout


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["at the end", "with each sentence"])
@pytest.mark.parametrize(("entry", "code"), [(7, 0), (8, 1)], ids=["it holds", "it does not"])
def test_whoever_reads_no_further_sees_no_traceback(tmp_path: Path, unbuffered: str, entry: int, code: int) -> None:
    (tmp_path / "proof").write_text(_proof(7, extra=False))
    (tmp_path / "entry").write_bytes(ENTRIES[entry])
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, kuvend_verify.__file__, "proof", tmp_path / "proof", "--key", str(KEY.verifier),
         "--entry", tmp_path / "entry"],
        stdout=writing, stderr=subprocess.PIPE, text=True, check=False, env={"PYTHONUNBUFFERED": unbuffered},
    )  # fmt: skip
    os.close(writing)
    assert done.stderr == ""
    assert done.returncode == (2 if unbuffered else code), "what was checked to the end keeps its code"


SALT, WORDS = bytes(range(32)), "Zyra hapet në orën 8.\nNë dy ditë."


def _opening(folder: Path, *others: dict[str, object], salt: bytes = SALT, text: str = WORDS) -> Path:
    place = folder / "opening.json"
    rows = [{"entry": 0, "field": "text", "salt": salt.hex(), "text": text}, *others]
    place.write_text(json.dumps({"format": "kuvend-opening/1", "openings": rows}))
    return place


def _sealing(entry: dict[str, object]) -> str:
    """The proof of an entry that is the only one of its log."""
    data = json.dumps(entry).encode()
    log = MemoryTiles()
    log.append([data])
    note = log_paths([data])["checkpoint"].decode()
    return write_receipt(Receipt(index=0, proof=(), checkpoint_note=note, extra=data))


def test_the_words_of_an_opening_are_proven_and_one_letter_more_or_less_is_not(tmp_path: Path) -> None:
    sealed = sha256(SALT + WORDS.encode()).hexdigest()
    entry = {"type": "response_published", "at": "2026-11-27T10:00:00Z", "data": {"text": sealed, "answers": 2}}
    (tmp_path / "p").write_text(_sealing(entry))
    command = ["words", tmp_path / "opening.json", tmp_path / "p", "--key", str(KEY.verifier)]
    _opening(tmp_path)
    for language, said in {"en": "These very words stand sealed", "sq": "Pikërisht këto fjalë"}.items():
        done = _run(*command, language=language)
        assert done.returncode == 0, done.stdout + done.stderr
        assert said in done.stdout
        assert "2026-11-27T10:00:00Z" in done.stdout
        assert "    Në dy ditë.\n" in done.stdout
    for changed in (WORDS.replace("8", "9"), WORDS + " ", WORDS[1:]):
        _opening(tmp_path, text=changed)
        done = _run(*command)
        assert (done.returncode, done.stderr) == (1, "")
        assert "NOT PROVEN: the words" in done.stdout
    _opening(tmp_path, salt=SALT + WORDS[:1].encode(), text=WORDS[1:])
    assert _run(*command).returncode == 1, "a letter moved into the salt"
    (tmp_path / "opening.json").write_text('{"openings": 7}')
    done = _run(*command)
    assert (done.returncode, done.stderr) == (2, "")


@pytest.mark.parametrize(
    ("other", "code", "said"),
    [
        ({"entry": 0, "field": "text", "salt": "00" * 32, "text": "Never said."}, 1, "entry 0, text: Never said."),
        ({"entry": 0, "field": "reason", "salt": SALT.hex(), "text": WORDS}, 1, "entry 0, reason: Zyra"),
        (
            {"entry": 7, "field": "text", "salt": SALT.hex(), "text": WORDS},
            1,
            "no proof was given of entry 7, text: Zyra",
        ),
        ({"field": "text", "salt": SALT.hex(), "text": WORDS}, 2, "not an opening file"),
        ({"entry": 0, "salt": SALT.hex(), "text": WORDS}, 2, "not an opening file"),
    ],
)
def test_every_opening_is_proven_under_its_own_entry_and_field_or_named_as_not_proven(
    tmp_path: Path, other: dict[str, object], code: int, said: str
) -> None:
    sealed = sha256(SALT + WORDS.encode()).hexdigest()
    digest = sha256(SALT + b"A reason.").hexdigest()
    data = {"text": sealed, "reason": digest}
    (tmp_path / "p").write_text(_sealing({"type": "response_published", "at": "2026-11-27T10:00:00Z", "data": data}))
    _opening(tmp_path, other)
    done = _run("words", tmp_path / "opening.json", tmp_path / "p", "--key", str(KEY.verifier))
    assert (done.returncode, done.stderr) == (code, "")
    assert said in done.stdout.splitlines()[-1]
    assert ("These very words" in done.stdout) == (code == 1), "what holds is shown, too"
    _opening(tmp_path, {"entry": 0, "field": "reason", "salt": SALT.hex(), "text": "A reason."})
    assert _run("words", tmp_path / "opening.json", tmp_path / "p", "--key", str(KEY.verifier)).returncode == 0


def test_a_proof_whose_words_nobody_opens_is_named(tmp_path: Path) -> None:
    (tmp_path / "p").write_text(_sealing({"type": "t", "at": "", "data": {"text": "d"}}))
    (tmp_path / "opening.json").write_text('{"openings": []}')
    done = _run("words", tmp_path / "opening.json", tmp_path / "p", "--key", str(KEY.verifier))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "NOT PROVEN: no words of entry 0 are opened")


def _as_on_windows(place: Path) -> None:
    place.write_bytes(b"\xef\xbb\xbf" + place.read_bytes().replace(b"\n", b"\r\n"))


def test_files_with_the_ends_of_lines_of_windows_are_read(tmp_path: Path) -> None:
    sealed = sha256(SALT + WORDS.encode()).hexdigest()
    (tmp_path / "p").write_text(_sealing({"type": "t", "at": "", "data": {"text": sealed}}))
    (tmp_path / "key").write_text(f"{KEY.verifier}\n")
    _opening(tmp_path)
    for name in ("p", "key"):
        _as_on_windows(tmp_path / name)
    for command in (["proof", tmp_path / "p"], ["words", tmp_path / "opening.json", tmp_path / "p"]):
        done = _run(*command, "--key", tmp_path / "key")
        assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_head_that_was_kept_is_read_with_the_ends_of_lines_of_windows_and_kept_with_those_that_were_signed(
    tmp_path: Path,
) -> None:
    log, seen = tmp_path / "log", tmp_path / "seen"
    write_log(log, log_paths(ENTRIES[:200]))
    command = ["log", str(log), "--key", str(KEY.verifier), "--seen", str(seen), "--language", "en"]
    assert kuvend_verify.main(command) == 0
    assert seen.read_bytes() == (log / "checkpoint").read_bytes()
    _as_on_windows(seen)
    done = _run(*command[:-2])
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "It continues the 200 entries seen before" in done.stdout
    assert seen.read_bytes() == (log / "checkpoint").read_bytes()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("seen")] == ["seen"]


def test_letters_that_the_output_lacks_are_written_as_their_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Çelësi \N{GREEK SMALL LETTER ALPHA}"
    (tmp_path / "p").write_text(
        _sealing({"type": "t", "at": "", "data": {"text": sha256(SALT + words.encode()).hexdigest()}})
    )
    _opening(tmp_path, text=words)
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="cp1252"))
    command = ["words", str(tmp_path / "opening.json"), str(tmp_path / "p"), "--key", str(KEY.verifier)]
    assert kuvend_verify.main(command) == 0
    sys.stdout.flush()
    assert "    Çelësi \\u03b1\n".encode("cp1252") in out.getvalue()


def test_what_a_hostile_record_says_moves_no_cursor_and_hides_nothing(tmp_path: Path) -> None:
    hostile = "\x1b[2K\x1b[1A\u202egnp.exe\x07"
    sealed = sha256(SALT + hostile.encode()).hexdigest()
    (tmp_path / "p").write_text(_sealing({"type": hostile, "at": hostile, "data": {"text": sealed, hostile: hostile}}))
    _opening(tmp_path, text=hostile)
    for command in (["proof", tmp_path / "p"], ["words", tmp_path / "opening.json", tmp_path / "p"]):
        done = _run(*command, "--key", str(KEY.verifier))
        assert done.returncode == 0, done.stderr
        assert all(one.isprintable() or one == "\n" for one in done.stdout)
    (tmp_path / "p").write_text("c2sp.org/tlog-proof@v1\nextra \x1b[2J\nindex 0\n\nx")
    done = _run("proof", tmp_path / "p", "--key", str(KEY.verifier))
    assert (done.returncode, done.stderr) == (2, "")
    assert "\x1b" not in done.stdout


def test_a_place_that_is_no_plain_number_is_said_without_a_traceback(tmp_path: Path) -> None:
    for index in ("²", "٣", "1" * 30, "-1", ""):
        (tmp_path / "p").write_text(_proof(7).replace("index 7", f"index {index}"))
        done = _run("proof", tmp_path / "p", "--key", str(KEY.verifier))
        assert (done.returncode, done.stderr) == (2, ""), index


def test_deeply_nested_json_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "opening.json").write_text("[" * 100_000)
    (tmp_path / "p").write_text(_proof(7))
    done = _run("words", tmp_path / "opening.json", tmp_path / "p", "--key", str(KEY.verifier))
    assert (done.returncode, done.stderr) == (2, "")


def test_whoever_sends_without_end_is_not_read_to_the_end() -> None:
    def pour(out: socket.socket) -> None:
        out.recv(4096)
        with suppress(OSError):
            out.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
            while True:
                out.sendall(b"x" * 65_536)

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=lambda: pour(server.accept()[0]), daemon=True).start()
        place = f"http://127.0.0.1:{server.getsockname()[1]}"
        done = _run("log", place, "--key", str(KEY.verifier))
    assert (done.returncode, done.stderr) == (2, "")
    assert "too long" in done.stdout


def test_the_record_is_compared_with_the_head_that_was_kept(tmp_path: Path) -> None:
    log, kept = tmp_path / "log", tmp_path / "kept"
    command = ["log", log, "--key", str(KEY.verifier), "--seen", kept]
    write_log(log, log_paths(ENTRIES[:200]))
    assert _run(*command).returncode == 0
    assert "\n200\n" in kept.read_text()
    write_log(log, log_paths(ENTRIES))
    done = _run(*command)
    assert done.returncode == 0
    assert "It continues the 200 entries seen before" in done.stdout
    assert "\n300\n" in kept.read_text()
    for other in ([*ENTRIES[:150], b"{}", *ENTRIES[151:]], ENTRIES[:299]):
        write_log(log, log_paths(other))
        done = _run(*command)
        assert (done.returncode, done.stderr) == (1, "")
        assert "a fork" in done.stdout
        assert "\n300\n" in kept.read_text(), "the head that was kept stays"


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (
            lambda text: text.replace("index 7", "index 8"),
            1,
            "NOT PROVEN: this entry does not stand at place 8",
        ),
        (
            lambda text: text.replace("\n300\n", "\n301\n"),
            1,
            "NOT PROVEN: the signature on the head is wrong",
        ),
        (
            lambda text: text.replace("index 7", "index seven"),
            2,
            "Cannot read: not a number: seven",
        ),
        (lambda text: "hello", 2, "Cannot read: not a proof file"),
        (lambda text: _proof(7, extra=False), 2, "Cannot read: the proof file holds no entry"),
    ],
)
def test_a_changed_proof_says_what_is_wrong(
    tmp_path: Path, change: Callable[[str], str], code: int, words: str
) -> None:
    (tmp_path / "p").write_text(change(_proof(7)))
    done = _run("proof", tmp_path / "p", "--key", str(KEY.verifier))
    assert (done.returncode, done.stderr) == (code, "")
    assert done.stdout.startswith(words)


def test_an_entry_in_its_own_file_is_proven(tmp_path: Path) -> None:
    (tmp_path / "p").write_text(_proof(7, extra=False))
    (tmp_path / "right.json").write_bytes(ENTRIES[7])
    (tmp_path / "wrong.json").write_bytes(ENTRIES[8])
    command = ["proof", tmp_path / "p", "--key", str(KEY.verifier), "--entry"]
    assert _run(*command, tmp_path / "right.json").returncode == 0
    assert _run(*command, tmp_path / "wrong.json").returncode == 1


def test_a_whole_log_is_checked_from_a_folder(tmp_path: Path) -> None:
    write_log(tmp_path, log_paths(ENTRIES))
    assert _run("log", tmp_path, "--key", str(KEY.verifier)).returncode == 0
    tile = tmp_path / "tile/0/001.p/44"
    tile.write_bytes(tile.read_bytes()[:-1] + b"x")
    done = _run("log", tmp_path, "--key", str(KEY.verifier))
    assert (done.returncode, done.stdout) == (1, "NOT PROVEN: tile/0/001.p/44 hash 43\n")


def test_it_agrees_on_the_log_made_elsewhere(shared_data: Callable[[str], Path]) -> None:
    folder = shared_data("merkle/sample_log_70000")
    key = (folder / "vkeys.txt").read_text().split()[0]
    assert _run("log", folder, "--key", key).returncode == 0


def test_a_wrong_command_ends_with_two(tmp_path: Path) -> None:
    assert _run("proof", tmp_path / "absent", "--key", str(KEY.verifier)).returncode == 2
    assert _run("log", tmp_path, "--key", "nonsense").returncode == 2
