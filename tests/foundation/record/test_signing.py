"""Signing the head: once for each size, never over a contradiction."""

import shutil
import stat
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from kuvend.engines.merkle import checkpoints
from kuvend.engines.merkle.proofs import root
from kuvend.foundation.record import actions, cursors, home, queries, signing
from kuvend.foundation.record.actions import SigningRefusedError
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.record.models import Checkpoint, Cursor, Fact, Head
from kuvend.foundation.record.tree import grow, stored_tree
from kuvend.web.serving import health
from kuvend.web.serving.health import record as record_health
from tests.foundation.record.sample import AT, WallSeen, stones

pytestmark = pytest.mark.django_db


def _grow(count: int) -> Checkpoint:
    actions.put(*stones(count), at=AT, role="r")
    actions.sequence()
    return actions.sign_checkpoint(at=AT)


def test_the_head_is_signed_by_a_key_that_only_its_owner_can_read(record_home: Path, settings) -> None:  # type: ignore[no-untyped-def]
    note = _grow(3).note
    checkpoint = checkpoints.verify_checkpoint(note=note, keys=[queries.verifier_key()])
    assert (checkpoint.origin, checkpoint.size) == (settings.KUVEND_LOG_ORIGIN, 3)
    assert checkpoint.root == root(tree=stored_tree(size=3))
    assert stat.S_IMODE((record_home / "record" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((record_home / "record").stat().st_mode) == 0o700
    assert (record_home / "record" / "checkpoint").read_text() == note


def test_an_empty_log_is_signed_too() -> None:
    assert actions.sign_checkpoint(at=AT).size == 0
    assert _grow(2).size == 2


def test_the_same_size_is_signed_once() -> None:
    first = _grow(3)
    assert actions.sign_checkpoint(at=AT).pk == first.pk
    assert Checkpoint.objects.count() == 1


def test_each_head_continues_the_one_before() -> None:
    sizes = [_grow(count).size for count in (1, 254, 1, 1, 600)]
    assert sizes == [1, 255, 256, 257, 857]


def test_a_database_older_than_the_published_log_is_not_signed(record_home: Path) -> None:
    _grow(3)
    # What a restore from an old backup looks like: outside stands a checkpoint over more than the database has.
    key = home.signer(may_create=False)
    later = checkpoints.Checkpoint(origin=key.name, size=9, root=bytes(32))
    home.keep_checkpoint(checkpoints.sign_checkpoint(checkpoint=later, key=key))
    actions.put(*stones(2), at=AT, role="r")
    actions.sequence()
    with pytest.raises(SigningRefusedError, match="holds 5 entries, but a checkpoint over 9 was published"):
        actions.sign_checkpoint(at=AT)
    assert Checkpoint.objects.get().size == 3


def test_an_old_backup_that_has_grown_past_the_published_size_is_a_fork_and_is_not_signed() -> None:
    _grow(3)
    key = home.signer(may_create=False)
    other = checkpoints.Checkpoint(origin=key.name, size=4, root=bytes(32))
    home.keep_checkpoint(checkpoints.sign_checkpoint(checkpoint=other, key=key))
    actions.put(*stones(5), at=AT, role="r")
    actions.sequence()
    with pytest.raises(SigningRefusedError, match="a fork"):
        actions.sign_checkpoint(at=AT)


def test_tiles_that_were_changed_behind_the_application_are_not_signed() -> None:
    _grow(3)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_tile DISABLE TRIGGER USER")
        cursor.execute("UPDATE record_tile SET hashes = set_byte(hashes, 40, (get_byte(hashes, 40) + 1) % 256)")
        cursor.execute("ALTER TABLE record_tile ENABLE TRIGGER USER")
    actions.put(*stones(1), at=AT, role="r")
    actions.sequence()
    with pytest.raises(SigningRefusedError, match="a fork"):
        actions.sign_checkpoint(at=AT)


def test_a_lost_key_is_not_replaced_in_silence(record_home: Path) -> None:
    _grow(1)
    (record_home / "record" / "key").unlink()
    actions.put(*stones(1), at=AT, role="r")
    actions.sequence()
    with pytest.raises(SigningRefusedError, match="key is missing"):
        actions.sign_checkpoint(at=AT)


def test_a_damaged_key_or_memory_is_said_and_the_key_is_not_repeated(record_home: Path) -> None:
    _grow(1)
    key = record_home / "record" / "key"
    secret = key.read_text()
    key.write_text(secret[:-6])
    actions.put(*stones(1), at=AT, role="r")
    actions.sequence()
    with pytest.raises(SigningRefusedError) as error:
        actions.sign_checkpoint(at=AT)
    assert secret[-20:-6] not in str(error.value)
    key.write_text(secret)
    (record_home / "record" / "checkpoint").write_text("nonsense")
    with pytest.raises(SigningRefusedError, match="damaged"):
        actions.sign_checkpoint(at=AT)


def test_a_checkpoint_lost_outside_is_written_again(record_home: Path) -> None:
    note = _grow(2).note
    (record_home / "record" / "checkpoint").unlink()
    actions.sign_checkpoint(at=AT)
    assert (record_home / "record" / "checkpoint").read_text() == note


def test_the_first_signature_fixes_the_name_of_the_log_and_another_one_needs_a_word(settings) -> None:  # type: ignore[no-untyped-def]
    old = _grow(2)
    settings.KUVEND_LOG_ORIGIN = "elsewhere.example/record"
    with pytest.raises(SigningRefusedError, match="set KUVEND_LOG_ORIGIN=localhost:8000/record"):
        actions.sign_checkpoint(at=AT)
    assert "record continue --new-origin" in signing.refusal()
    with pytest.raises(SigningRefusedError, match="--new-origin"):
        signing.continue_signing(public_head=None, new_origin=False, at=AT)
    signing.continue_signing(public_head=None, new_origin=True, at=AT)
    new = actions.sign_checkpoint(at=AT)
    assert (new.size, new.origin) == (2, "elsewhere.example/record")
    assert old.pk != new.pk
    assert checkpoints.verify_checkpoint(note=new.note, keys=[queries.verifier_key()]).size == 2
    settings.KUVEND_LOG_ORIGIN = "localhost:8000/record"
    with pytest.raises(SigningRefusedError, match=r"set KUVEND_LOG_ORIGIN=elsewhere\.example/record"):
        _grow(1)


def test_another_folder_does_not_sign_what_was_restored_until_the_public_head_is_given(
    record_home: Path, tmp_path: Path, settings
) -> None:  # type: ignore[no-untyped-def]
    first = _grow(3).note
    shutil.copytree(record_home, tmp_path / "copy", dirs_exist_ok=True)
    settings.KUVEND_HOME = tmp_path / "copy"
    actions.put(*stones(1), at=AT, role="r")
    actions.sequence()
    with pytest.raises(SigningRefusedError, match="have not signed together"):
        actions.sign_checkpoint(at=AT)
    assert "--public-head" in signing.refusal()
    with pytest.raises(SigningRefusedError, match="none that this log's key has signed"):
        signing.continue_signing(public_head="nonsense", new_origin=False, at=AT)
    assert signing.continue_signing(public_head=first, new_origin=False, at=AT) == 4
    assert actions.sign_checkpoint(at=AT).size == 4


def test_a_restored_log_does_not_continue_over_a_public_head_that_it_contradicts(
    record_home: Path, tmp_path: Path, settings
) -> None:  # type: ignore[no-untyped-def]
    _grow(3)
    key = home.signer(may_create=False)
    later = checkpoints.sign_checkpoint(
        checkpoint=checkpoints.Checkpoint(origin=key.name, size=7, root=bytes(32)), key=key
    )
    (tmp_path / "record").mkdir()
    shutil.copy(record_home / "record" / "key", tmp_path / "record" / "key")
    settings.KUVEND_HOME = tmp_path
    with pytest.raises(SigningRefusedError, match="a checkpoint over 7 was published"):
        signing.continue_signing(public_head=later, new_origin=False, at=AT)
    _grow_unsigned(6)
    with pytest.raises(SigningRefusedError, match="a fork"):
        signing.continue_signing(public_head=later, new_origin=False, at=AT)
    with pytest.raises(SigningRefusedError, match="have not signed together"):
        actions.sign_checkpoint(at=AT)


def _grow_unsigned(count: int) -> None:
    actions.put(*stones(count), at=AT, role="r")
    actions.sequence()


def test_a_checkpoint_kept_on_another_machine_stops_a_log_that_was_rolled_back_as_a_whole(
    record_home: Path, tmp_path: Path, settings
) -> None:  # type: ignore[no-untyped-def]
    settings.KUVEND_HEADS = [str(tmp_path / "elsewhere"), "/nowhere/at/all"]
    early = _grow(3).note
    _grow(4)
    assert checkpoints.read_checkpoint((tmp_path / "elsewhere").read_text()).size == 7
    with connection.cursor() as cursor:  # the whole machine as it was: folder and database
        (record_home / "record" / "checkpoint").write_text(early)
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM record_checkpoint WHERE size = 7; DELETE FROM record_factsubject")
        cursor.execute("DELETE FROM record_fact WHERE index >= 3; UPDATE record_head SET size = 3")
        cursor.execute("UPDATE record_tile SET hashes = substring(hashes FROM 1 FOR 96)")
        cursor.execute("SET LOCAL session_replication_role = origin")
    _grow_unsigned(1)
    with pytest.raises(SigningRefusedError, match="holds 4 entries, but a checkpoint over 7 was published"):
        actions.sign_checkpoint(at=AT)


def test_a_leaf_that_is_not_the_hash_of_its_entry_is_not_signed() -> None:
    _grow(3)
    _grow_unsigned(2)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE record_tile SET hashes = substring(hashes FROM 1 FOR 128) || decode(repeat('ab', 32), 'hex')"
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(SigningRefusedError, match="leaves from 3 to 4 are not those of the entries"):
        actions.sign_checkpoint(at=AT)


@pytest.mark.parametrize("table", ["fact", "factsubject", "tile", "head", "checkpoint", "origin"])
def test_no_table_of_the_record_can_be_emptied(table: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only: TRUNCATE"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE record_{table} CASCADE")


def test_a_machine_without_the_secret_key_shows_the_public_one(record_home: Path) -> None:
    _grow(1)
    shown = str(queries.verifier_key())
    (record_home / "record" / "key").unlink()
    assert str(queries.verifier_key()) == shown


def test_the_secret_key_may_stand_in_a_place_of_its_own(record_home: Path, tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.KUVEND_RECORD_KEY_FILE = str(tmp_path / "secret")
    _grow(1)
    assert (tmp_path / "secret").exists() and not (record_home / "record" / "key").exists()


def test_a_refusal_to_sign_does_not_keep_people_from_being_answered() -> None:
    from kuvend.foundation.record.reactions import Reaction, set_reactions

    _grow(3)
    key = home.signer(may_create=False)
    later = checkpoints.Checkpoint(origin=key.name, size=9, root=bytes(32))
    home.keep_checkpoint(checkpoints.sign_checkpoint(checkpoint=later, key=key))
    seen: list[str] = []
    kinds = frozenset({"tests.wall_seen"})
    set_reactions([Reaction(name="t", fact_types=kinds, react=lambda facts: seen.extend(f.type for f in facts))])
    actions.put(WallSeen(wall=Subject("w")), at=AT, role="r")
    with pytest.raises(SigningRefusedError):
        actions.advance(at=AT)
    assert seen == ["tests.wall_seen"]


def test_the_operator_is_told_why_nothing_is_signed_any_more() -> None:
    _grow(3)
    assert signing.refusal() == ""
    key = home.signer(may_create=False)
    later = checkpoints.Checkpoint(origin=key.name, size=9, root=bytes(32))
    home.keep_checkpoint(checkpoints.sign_checkpoint(checkpoint=later, key=key))
    assert "an old backup?" in signing.refusal()
    finding = record_health.signed()
    assert (finding.level, "IS NOT SIGNED" in finding.message) == (health.FAIL, True)


def test_the_operator_is_told_when_the_key_is_gone(record_home: Path) -> None:
    _grow(3)
    (record_home / "record" / "key").unlink()
    assert "key is missing" in signing.refusal()


def test_the_operator_is_told_of_a_reaction_that_stands_still() -> None:
    _grow(1)
    assert record_health.signed().level == health.OK
    cursors.set_reactions([cursors.Reaction(name="letters", fact_types=frozenset(), react=lambda facts: None)])
    Cursor.objects.create(name="letters", failed_at=AT, failure="KeyError")
    assert "letters fails since" in record_health.signed().message


def test_a_hash_that_is_of_no_entry_is_never_signed() -> None:
    _grow(5)
    (fact,) = actions.put(*stones(1, first=5), at=AT, role="r")
    grow(size=5, leaves=[b"r" * 32])  # behind the sequencer
    Fact.objects.filter(pk=fact.pk).update(index=5)
    Head.objects.update(size=6)
    with pytest.raises(SigningRefusedError, match="leaves from 5"):
        actions.sign_checkpoint(at=AT)
    assert Checkpoint.objects.count() == 1


def test_new_entries_are_compared_over_the_edges_of_tiles() -> None:
    assert _grow(255).size == 255
    assert _grow(2).size == 257
    assert _grow(600).size == 857
