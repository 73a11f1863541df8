"""`kuvend record verify`: check a whole public record, this installation's own or any log of its kind.

Everything is read and computed anew: the signature on the head, every entry, every tile, and whether the log
continues what was seen at the last check (remembered in KUVEND_HOME/seen).
"""

import argparse
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from kuvend.foundation.core.commands import Commands, Needs
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli import record_deeds
from kuvend.web.cli.environment import home, prepared

EXAMPLES = """\
examples:
  kuvend record verify                                    this installation's own record
  kuvend record verify https://example.org/record --key example.org/record+1a2b3c4d+AbCd…
  kuvend record verify FOLDER --key key.txt               a copy on disk, or any log of c2sp.org/tlog-tiles

Ends with 1 and the first wrong place when the record does not hold.
"""

LONGEST_ANSWER = 256 * 65_537 + 1
SECONDS = 30

Read = Callable[[str], bytes]


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    group = commands.group("record", help="check the public record, and decide how it goes on")
    verify = group.add(
        "verify",
        help="check the whole record, or another log",
        epilog=EXAMPLES,
    )
    verify.add_argument("place", nargs="?", metavar="URL|FOLDER", help="another log; this one's own without it")
    verify.add_argument("--key", help="the log's public key (name+hash+base64), or a file that holds it")
    verify.set_defaults(run=run, needs=Needs.NOTHING)
    record_deeds.register(group)


def run(args: argparse.Namespace) -> int:
    """Check the log and print what was found; 1 when it does not hold."""
    if args.place:
        read = _web_reader(args.place) if "://" in args.place else _folder_reader(Path(args.place))
        read = _with_steady_head(read, place=args.place)
        return _verify(read=read, key=_given_key(args.key) or _key_of(read, place=args.place))
    with prepared(Needs.SCHEMA):
        return _verify_own(args.key)


def _verify_own(key_or_file: str | None) -> int:
    from kuvend.foundation.record import home as record_home
    from kuvend.foundation.record import queries, selfcheck

    try:
        key = _given_key(key_or_file) or str(queries.verifier_key())
        queries.published()
    except queries.NotPublishedError as error:
        raise UsageProblem(f"there is nothing to check yet: {error}") from None
    read = _with_steady_head(selfcheck.read_own, place="this record")
    code = _verify(read=read, key=key, also_seen=record_home.last_checkpoint())
    if code == 0:
        for difference in selfcheck.differing_rows():
            print(f"The log holds, but a row beside it DOES NOT: {difference}")
            return 1
    return code


def _verify(*, read: Read, key: str, also_seen: str | None = None) -> int:
    from kuvend.engines.merkle.audit import WrongPlaceError, audit_log
    from kuvend.engines.merkle.notes import InvalidNoteError, parse_verifier_key

    try:
        verifier = parse_verifier_key(key)
    except InvalidNoteError as error:
        raise UsageProblem(f"--key: {error}") from None
    memory = home() / "seen" / sha256(verifier.name.encode()).hexdigest()[:16]
    checkpoint = _largest_seen(memory, also_seen, origin=verifier.name)
    try:
        with _Bar() as bar:
            audit = audit_log(read=read, keys=[verifier], earlier=checkpoint, progress=bar)
    except InvalidNoteError as error:
        print(f"DOES NOT HOLD: checkpoint: {error}")
        return 1
    except WrongPlaceError as error:
        print(f"DOES NOT HOLD: {error}")
        return 1
    _remember(memory, read)
    head = audit.checkpoint
    before = f"; it continues the {checkpoint.size} entries seen before" if checkpoint else "; seen for the first time"
    print(
        f"{head.origin} holds: {audit.entries} entries, {audit.tiles} tiles, "
        f"signed by key {verifier.key_id.hex()}{before}"
    )
    return 0


def _largest_seen(memory: Path, also: str | None, *, origin: str) -> Any:
    """The largest checkpoint of this log that was seen, or None."""
    from kuvend.engines.merkle.checkpoints import read_checkpoint
    from kuvend.engines.merkle.notes import InvalidNoteError

    notes = [also] if also else []
    if memory.exists():
        notes.append(memory.read_text(encoding="utf-8"))
    try:
        checkpoints = [read_checkpoint(note) for note in notes]
    except InvalidNoteError as error:
        raise UsageProblem(f"{memory} is damaged ({error}); delete it to begin anew") from None
    of_this_log = [checkpoint for checkpoint in checkpoints if checkpoint.origin == origin and checkpoint.size]
    return max(of_this_log, key=lambda checkpoint: checkpoint.size, default=None)


def _remember(memory: Path, read: Read) -> None:
    memory.parent.mkdir(parents=True, exist_ok=True)
    draft = memory.with_suffix(".new")
    draft.write_bytes(read("checkpoint"))
    draft.replace(memory)


def _given_key(key_or_file: str | None) -> str | None:
    """The key's line: as typed, or from the file of that name."""
    if key_or_file is None:
        return None
    try:
        return Path(key_or_file).read_text(encoding="utf-8").strip() if Path(key_or_file).is_file() else key_or_file
    except (OSError, ValueError) as error:
        raise UsageProblem(f"--key: {error}") from None


def _key_of(read: Read, *, place: str) -> str:
    """The key that a log gives of itself: enough to find damage, not to know whose log it is."""
    try:
        line = read("key").decode("utf-8", "replace").strip()
    except LookupError:
        raise UsageProblem(f"{place} gives no key: give it by --key") from None
    print(f"note: this key is what {place} says of itself; compare it with one from elsewhere:\n  {line}")
    return line


def _with_steady_head(read: Read, *, place: str) -> Read:
    """The same reader with the head as it is now, though the log may grow meanwhile."""
    try:
        head = read("checkpoint")
    except LookupError:
        raise UsageProblem(f"{place} holds no log: there is no checkpoint") from None
    return lambda path: head if path == "checkpoint" else read(path)


def _folder_reader(folder: Path) -> Read:
    if not folder.is_dir():
        raise UsageProblem(f"{folder} is no folder and no http(s) address")

    def read(path: str) -> bytes:
        try:
            return (folder / path).read_bytes()
        except OSError as error:
            raise LookupError(path) from error

    return read


def _web_reader(address: str) -> Read:
    if not address.startswith(("https://", "http://")):
        raise UsageProblem(f"not an http(s) address: {address}")

    def read(path: str) -> bytes:
        try:
            with urllib.request.urlopen(f"{address.rstrip('/')}/{path}", timeout=SECONDS) as answer:  # noqa: S310
                data: bytes = answer.read(LONGEST_ANSWER)
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                raise LookupError(path) from error
            raise UsageProblem(f"{address} answers {error.code} for {path}") from error
        except OSError as error:
            raise UsageProblem(f"{address} does not answer: {error}") from error
        return data

    return read


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> "_Bar":
        return self

    def __call__(self, entries: int, size: int) -> None:
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=size, unit=" entries", disable=not sys.stderr.isatty(), leave=False)
        self._bar.update(entries - self._bar.n)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
