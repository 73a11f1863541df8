"""Signing the head of the log, and refusing to when something published would be contradicted."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from kuvend.engines.merkle import checkpoints
from kuvend.engines.merkle.hashing import EMPTY_ROOT
from kuvend.engines.merkle.notes import InvalidNoteError, SignerKey
from kuvend.engines.merkle.proofs import InvalidProofError, consistency_proof, root, verify_consistency
from kuvend.engines.merkle.tiles import InvalidTileError, TileTree
from kuvend.foundation.record import home
from kuvend.foundation.record.models import Checkpoint, Head
from kuvend.foundation.record.tree import stored_tree


class SigningRefusedError(Exception):
    """Signing would publish a log that contradicts what was published before."""


def sign_checkpoint(*, at: datetime) -> Checkpoint:
    """Sign and publish the head of the log; the last checkpoint again when nothing was added.

    Raises SigningRefusedError when the tree does not continue the last checkpoint, be it the database's
    or the one in KUVEND_HOME, or when the key that signed before is gone.
    """
    with transaction.atomic():
        head = lock_head()
        tree, published, kept = _checked_tree(head.size)
        if published is not None and published.size == head.size:
            if kept is None or kept.size < published.size:
                home.keep_checkpoint(published.note)
            return published
        key = _signer(may_create=published is None and kept is None)
        checkpoint = checkpoints.Checkpoint(origin=key.name, size=head.size, root=root(tree=tree))
        note = checkpoints.sign_checkpoint(checkpoint=checkpoint, key=key)
        # Outside first: whatever anyone may ever have been shown is known there, also after a crash here.
        home.keep_checkpoint(note)
        return Checkpoint.objects.create(origin=key.name, size=head.size, root=checkpoint.root, note=note, signed_at=at)


def refusal() -> str:
    """Why the head would not be signed now, for the operator; "" when it would. Changes nothing."""
    try:
        _tree, published, kept = _checked_tree(Head.objects.values_list("size", flat=True).first() or 0)
        if published or kept:
            _signer(may_create=False)
    except SigningRefusedError as error:
        return str(error)
    return ""


def _checked_tree(size: int) -> tuple[TileTree, Checkpoint | None, checkpoints.Checkpoint | None]:
    """The tree, which continues the last checkpoint in the database and the one in KUVEND_HOME, and these two."""
    published, kept, tree = newest_checkpoint(), _kept_checkpoint(), stored_tree(size=size)
    for earlier in [kept, _read(published)]:
        if earlier is not None:
            _check_continues(tree, earlier)
    return tree, published, kept


def lock_head() -> Head:
    """The head row, locked until the end of the transaction."""
    head = Head.objects.select_for_update().first()
    if head is None:  # the first fact of this installation
        Head.objects.bulk_create([Head()], ignore_conflicts=True)
        head = Head.objects.select_for_update().get()
    return head


def newest_checkpoint() -> Checkpoint | None:
    """The last checkpoint published under this log's origin."""
    return Checkpoint.objects.filter(origin=settings.KUVEND_LOG_ORIGIN).order_by("-size").first()


def _signer(*, may_create: bool) -> SignerKey:
    try:
        return home.signer(may_create=may_create)
    except (home.KeyMissingError, InvalidNoteError) as error:
        raise SigningRefusedError(str(error)) from None


def _kept_checkpoint() -> checkpoints.Checkpoint | None:
    """The checkpoint in KUVEND_HOME; another origin's is no promise of this log."""
    note = home.last_checkpoint()
    if note is None:
        return None
    try:
        kept = checkpoints.read_checkpoint(note)
    except InvalidNoteError as error:
        raise SigningRefusedError(f"{home.folder() / 'checkpoint'} is damaged: {error}") from None
    return kept if kept.origin == settings.KUVEND_LOG_ORIGIN else None


def _read(row: Checkpoint | None) -> checkpoints.Checkpoint | None:
    if row is None:
        return None
    return checkpoints.Checkpoint(origin=row.origin, size=row.size, root=bytes(row.root))


def _check_continues(tree: TileTree, earlier: checkpoints.Checkpoint) -> None:
    if earlier.size > tree.size:
        raise SigningRefusedError(
            f"the database holds {tree.size} entries, but a checkpoint over {earlier.size} was published: "
            "the database is older than the log (an old backup?). Restore a newer one, or continue under "
            "another origin (KUVEND_LOG_ORIGIN) and say so in public"
        )
    try:
        if earlier.size == 0:
            if earlier.root != EMPTY_ROOT:
                raise InvalidProofError("the checkpoint of an empty log has another root")
            return
        verify_consistency(
            old_size=earlier.size,
            new_size=tree.size,
            old_root=earlier.root,
            new_root=root(tree=tree),
            proof=consistency_proof(tree=tree, old_size=earlier.size),
        )
    except (InvalidProofError, InvalidTileError) as error:
        raise SigningRefusedError(
            f"the log's tiles contradict the checkpoint over {earlier.size} entries that was published "
            f"({error}): a fork. Nothing is signed; `kuvend record verify` names the first wrong place"
        ) from None
