"""Signing the head of the log, and refusing to when something published would be contradicted."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from kuvend.engines.merkle import checkpoints
from kuvend.engines.merkle.hashing import EMPTY_ROOT, HASH_BYTES, leaf_hash
from kuvend.engines.merkle.notes import InvalidNoteError, SignerKey
from kuvend.engines.merkle.paths import TILE_WIDTH
from kuvend.engines.merkle.proofs import InvalidProofError, consistency_proof, root, verify_consistency
from kuvend.engines.merkle.tiles import InvalidTileError, TileTree
from kuvend.foundation.core.prepared import PreparedObjects, Slot
from kuvend.foundation.record import home, places
from kuvend.foundation.record.models import Checkpoint, Head, Origin
from kuvend.foundation.record.tree import stored_tree


class SigningRefusedError(Exception):
    """Signing would publish a log that contradicts what was published before, or might."""


def sign_checkpoint(*, at: datetime) -> Checkpoint:
    """Sign and publish the head of the log; the last checkpoint again when nothing was added.

    Raises SigningRefusedError when the tree does not continue the last checkpoint, be it the database's or a kept
    one, when its new leaves are not those of the entries, when the origin is not that of the first signature, when
    database and folder have not signed together before, or when the key that signed before is gone.
    """
    with transaction.atomic():
        head = lock_head()
        tree, published, outside_head = _checked_tree(head.size)
        if published is not None and published.size == head.size:
            if outside_head is None or outside_head.size < published.size:
                home.keep_checkpoint(published.note)
            return published
        key = _signer(may_create=published is None and outside_head is None)
        _check_may_sign(outside_head, at=at)
        _check_leaves(first=published.size if published else 0, end=head.size)
        checkpoint = checkpoints.Checkpoint(origin=key.name, size=head.size, root=root(tree=tree))
        note = checkpoints.sign_checkpoint(checkpoint=checkpoint, key=key)
        # Outside first: whatever anyone may ever have been shown is known there, also after a crash here.
        home.keep_checkpoint(note)
        if published is None:
            Origin.objects.get_or_create(name=key.name, defaults={"key": str(key.verifier), "begun_at": at})
        return Checkpoint.objects.create(origin=key.name, size=head.size, root=checkpoint.root, note=note, signed_at=at)


def refusal() -> str:
    """Why the head would not be signed now, for the operator; "" when it would. Changes nothing."""
    try:
        _tree, published, outside_head = _checked_tree(Head.objects.values_list("size", flat=True).first() or 0)
        check_origin()
        if published or outside_head:
            _signer(may_create=False)
            if places.state() is places.State.OTHER or (places.state() is places.State.UNKNOWN and not outside_head):
                raise SigningRefusedError(places.OTHER)
    except SigningRefusedError as error:
        return str(error)
    return ""


def check_origin() -> None:
    """Raise SigningRefusedError when the settings name another log than the one that this database holds."""
    name = origin_of_data()
    if name and name != settings.KUVEND_LOG_ORIGIN:
        raise SigningRefusedError(
            f"this log has been signed as {name}, but the settings now call it {settings.KUVEND_LOG_ORIGIN}: set "
            f"KUVEND_LOG_ORIGIN={name}, or begin another log in public: kuvend record continue --new-origin"
        )


def origin_of_data() -> str:
    """The name under which this database's log was signed first, or was begun anew; "" before any signature."""
    newest = Origin.objects.order_by("-id").values_list("name", flat=True).first()
    return newest or Checkpoint.objects.order_by("-id").values_list("origin", flat=True).first() or ""


def continue_signing(*, public_head: str | None, new_origin: bool, at: datetime) -> int:
    """Let this database and this folder sign together from now on, by the operator's word; the log's size.

    Args:
        public_head: the newest checkpoint that the public has, as a note; None: the operator says there is none
            that is newer than the database.
        new_origin: begin another log under the origin of the settings; what was public under the old one stays so.

    Raises SigningRefusedError when the log does not continue that head, or anything that is known to be published.
    """
    with transaction.atomic():
        head = lock_head()
        tree, published, outside_head = _checked_tree(head.size)
        if new_origin:
            key = _signer(may_create=True)
            Origin.objects.get_or_create(name=key.name, defaults={"key": str(key.verifier), "begun_at": at})
        check_origin()
        key = _signer(may_create=published is None and outside_head is None)
        if public_head is not None:
            _check_continues(tree, _signed_by(key, public_head))
            home.keep_checkpoint(public_head)
        places.allow(at=at)
        return head.size


def _signed_by(key: SignerKey, note: str) -> checkpoints.Checkpoint:
    try:
        return checkpoints.verify_checkpoint(note=note, keys=[key.verifier])
    except InvalidNoteError as error:
        raise SigningRefusedError(f"the public head is none that this log's key has signed: {error}") from None


def _check_may_sign(outside_head: checkpoints.Checkpoint | None, *, at: datetime) -> None:
    """Hold the log to its first name, and to the database and folder that signed together before."""
    if places.may_sign_as(settings.KUVEND_LOG_ORIGIN):
        return
    check_origin()
    state = places.state()
    if state is places.State.FIRST or (state is places.State.UNKNOWN and outside_head is not None):
        places.allow(at=at)
    elif state is not places.State.ALLOWED:
        raise SigningRefusedError(places.OTHER)


def _check_leaves(*, first: int, end: int) -> None:
    """Compare the tree's new leaves with the entries that they stand for: what is signed once is signed for good."""
    for start in range(first - first % TILE_WIDTH, end, TILE_WIDTH):
        width = min(TILE_WIDTH, end - start)
        hashes, leaves = _beside(start // TILE_WIDTH, max(first, start), start + width)
        if hashes != b"".join(map(leaf_hash, leaves)):
            raise SigningRefusedError(
                f"the tree's leaves from {max(first, start)} to {start + width - 1} are not those of the entries: "
                "nothing is signed; `kuvend record verify` names the first wrong place"
            )


def _beside(tile: int, first: int, end: int) -> tuple[bytes, list[bytes]]:
    """The hashes of a tile of leaves that stand for the entries from `first` to before `end`, and these."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT hashes FROM record_tile WHERE level = 0 AND number = %s),
                      ARRAY(SELECT leaf FROM record_fact WHERE index >= %s AND index < %s ORDER BY index)""",
            [tile, first, end],
        )
        hashes, leaves = cursor.fetchone()
    start = tile * TILE_WIDTH
    new_hashes = bytes(hashes or b"")[(first - start) * HASH_BYTES : (end - start) * HASH_BYTES]
    return new_hashes, [bytes(leaf) for leaf in leaves]


def _checked_tree(size: int) -> tuple[TileTree, Checkpoint | None, checkpoints.Checkpoint | None]:
    """The tree, which continues the last checkpoint in the database and those kept outside, and these two."""
    published, outside_head, tree = newest_checkpoint(), _kept_checkpoint(), stored_tree(size=size)
    last = _read(published)
    for earlier in [outside_head] if outside_head == last else [outside_head, last]:  # as a rule both are the same
        if earlier is not None:
            _check_continues(tree, earlier)
    return tree, published, outside_head


HEAD = PreparedObjects(lambda: Head.objects.all()[:1], locking=True)
NEWEST = PreparedObjects(lambda: Checkpoint.objects.filter(origin=Slot("origin")).order_by("-size")[:1])


def lock_head() -> Head:
    """The head row, locked until the end of the transaction."""
    head = HEAD.first()
    if head is None:  # the first fact of this installation
        Head.objects.bulk_create([Head()], ignore_conflicts=True)
        head = Head.objects.select_for_update().get()
    return head


def newest_checkpoint() -> Checkpoint | None:
    """The last checkpoint published under this log's origin."""
    return NEWEST.first(origin=settings.KUVEND_LOG_ORIGIN)


def _signer(*, may_create: bool) -> SignerKey:
    try:
        return home.signer(may_create=may_create)
    except (home.KeyMissingError, InvalidNoteError) as error:
        raise SigningRefusedError(str(error)) from None


def _kept_checkpoint() -> checkpoints.Checkpoint | None:
    """The largest checkpoint that is kept outside the database; another origin's is no promise of this log."""
    heads = []
    for path, note in home.kept_checkpoints():
        try:
            heads.append(checkpoints.read_checkpoint(note))
        except InvalidNoteError as error:
            raise SigningRefusedError(f"{path} is damaged: {error}") from None
    own_heads = [checkpoint for checkpoint in heads if checkpoint.origin == settings.KUVEND_LOG_ORIGIN]
    return max(own_heads, key=lambda checkpoint: checkpoint.size, default=None)


def _read(row: Checkpoint | None) -> checkpoints.Checkpoint | None:
    if row is None:
        return None
    return checkpoints.Checkpoint(origin=row.origin, size=row.size, root=bytes(row.root))


def _check_continues(tree: TileTree, earlier: checkpoints.Checkpoint) -> None:
    if earlier.size > tree.size:
        raise SigningRefusedError(
            f"the database holds {tree.size} entries, but a checkpoint over {earlier.size} was published: "
            "the database is older than the log (an old backup?). Restore a newer one, or continue under "
            "another origin (KUVEND_LOG_ORIGIN, then `kuvend record continue --new-origin`) and say so in public"
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
