"""Signed notes and keys: what is accepted, and what is not."""

import pytest

from kuvend.engines.merkle.checkpoints import parse_checkpoint
from kuvend.engines.merkle.notes import (
    InvalidNoteError,
    SignerKey,
    parse_note,
    parse_signer_key,
    parse_verifier_key,
    sign_note,
    verify_note,
)

KEY = SignerKey(name="example.org/log", seed=bytes(32))
OTHER = SignerKey(name="example.org/log", seed=bytes([1]) * 32)
NOTE = sign_note(text="One line.\n\nAnother.\n", key=KEY)


def test_a_signed_note_is_verified_by_its_key_and_gives_its_text() -> None:
    assert verify_note(note=NOTE, keys=[OTHER.verifier, KEY.verifier]).text == "One line.\n\nAnother.\n"


def test_keys_read_back_as_they_were_and_hide_their_seed() -> None:
    assert parse_signer_key(KEY.secret_text()) == KEY
    assert parse_verifier_key(str(KEY.verifier)) == KEY.verifier
    assert "seed" not in repr(KEY)


def test_a_changed_note_or_another_key_does_not_pass() -> None:
    for note, keys in [
        (NOTE.replace("One", "Two"), [KEY.verifier]),
        (NOTE, [OTHER.verifier]),
        (NOTE, []),
        (NOTE.replace("example.org", "example.com"), [KEY.verifier]),
    ]:
        with pytest.raises(InvalidNoteError):
            verify_note(note=note, keys=keys)


def test_a_signature_of_an_unknown_key_beside_the_right_one_is_passed_over() -> None:
    other_line = sign_note(text="One line.\n\nAnother.\n", key=OTHER).rsplit("\n\n", 1)[1]
    assert len(verify_note(note=NOTE + other_line, keys=[KEY.verifier]).signatures) == 2


def test_a_wrong_signature_under_a_known_key_never_passes_even_beside_a_right_one() -> None:
    wrong = sign_note(text="Something else.\n", key=KEY).rsplit("\n\n", 1)[1]
    with pytest.raises(InvalidNoteError):
        verify_note(note=NOTE + wrong, keys=[KEY.verifier])


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        "text\n\n- name AAAAAAAA\n",
        NOTE[:-1],
        NOTE + "\n",
        NOTE + "x\n",
        "a\tb\n\n— n AAAAAAAA\n",
    ],
)
def test_what_is_not_a_note_is_refused(note: str) -> None:
    with pytest.raises(InvalidNoteError):
        parse_note(note)


@pytest.mark.parametrize("line", ["", "name", "name+00000000+AAAA", str(KEY.verifier)[:-4], "x" + str(KEY.verifier)])
def test_what_is_not_a_key_is_refused(line: str) -> None:
    with pytest.raises(InvalidNoteError):
        parse_verifier_key(line)


ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_a_checkpoint_may_have_further_lines() -> None:
    assert parse_checkpoint(f"o\n12\n{ROOT}\nmore\n").size == 12


@pytest.mark.parametrize(
    "text",
    [
        "",
        "o\n1\n",
        f"o\n01\n{ROOT}\n",
        f"o\n-1\n{ROOT}\n",
        f"o\n{'9' * 5000}\n{ROOT}\n",
        f"\n1\n{ROOT}\n",
        "o\n1\nAAAA\n",
        f"o\n1\n{ROOT}",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(InvalidNoteError):
        parse_checkpoint(text)
