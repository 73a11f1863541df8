"""`kuvend backup` and `kuvend restore`: a backup of the running instance, and its way back into an empty place."""

import argparse
import os
from pathlib import Path

from kuvend.foundation.core.commands import Commands, Needs
from kuvend.web.cli import record_deeds
from kuvend.web.cli.environment import home

EXAMPLES = """\
examples:
  kuvend backup /srv/backup/2026-11-29                     a new folder, beside the running instance
  kuvend backup /srv/backup/2026-11-29.tar                 the same as one file
  kuvend backup /srv/backup/today --keys /media/safe/keys  the secret keys too, apart
  KUVEND_HOME=/srv/new kuvend restore /srv/backup/2026-11-29 --keys /media/safe/keys
  DATABASE_URL=postgresql://… kuvend restore /srv/backup/2026-11-29.tar      into a server of your own

A restore goes into an empty database and a home without keys, is proven by counts, root and proofs, and signs nothing:
that waits for the newest signed head that the public has (--public-head, or later `kuvend record continue`).
"""


def register(commands: Commands) -> None:
    """Add both commands to the parser."""
    form = {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
    backup = commands.add("backup", help="back up the running instance", **form)
    backup.add_argument("place", type=Path, help="a new folder, or a new file that ends in .tar")
    backup.add_argument(
        "--keys", type=Path, metavar="FOLDER", help="write the secret keys there, apart from the backup"
    )
    backup.set_defaults(run=run_backup, needs=Needs.DATABASE)
    restore = commands.add("restore", help="restore a backup into an empty place, and prove it", **form)
    restore.add_argument("place", type=Path, help="the backup's folder or file")
    restore.add_argument("--keys", type=Path, metavar="FOLDER", help="put the secret keys from there into their places")
    word = restore.add_mutually_exclusive_group()
    word.add_argument("--public-head", metavar="FILE|URL", help="the newest signed head that the public has")
    word.add_argument("--no-public-head", action="store_true", help="there is none that is newer than the backup")
    restore.set_defaults(run=run_restore, needs=Needs.DATABASE)


def run_backup(args: argparse.Namespace) -> int:
    """Back up. Raises UsageProblem."""
    from kuvend.web.backup import taking

    backup = taking.take(os.environ["DATABASE_URL"], home(), args.place, keys=args.keys)
    print(
        f"{args.place}: {sum(backup.rows.values())} rows in {len(backup.rows)} tables, "
        f"{backup.entries} entries of the record"
    )
    if args.keys:
        print(f"{args.keys}: the secret keys; guard them, and keep them apart from the backup")
    else:
        key_paths = " and ".join(str(path) for path in taking.key_files(home()) if path.exists())
        print(f"not in it, keep two copies apart: {key_paths} (or: kuvend backup … --keys FOLDER)")
    return 0


def run_restore(args: argparse.Namespace) -> int:
    """Restore, prove, and sign only with the operator's word. Raises UsageProblem."""
    from kuvend.web.backup import restoring, taking
    from kuvend.web.serving import schema

    head = record_deeds.note_at(args.public_head) if args.public_head else None
    with taking.opened(args.place) as folder:
        backup = restoring.restore(os.environ["DATABASE_URL"], home(), folder, keys=args.keys, say=_say)
    schema.bring_up()
    print(f"restored as it was at {backup.made_at}")
    if head or args.no_public_head:
        record_deeds.continue_signing(head)
        print("The record is signed from now on by this database and this folder.")
    else:
        print("Nothing is signed yet: fetch the newest head that the public has, then `kuvend record continue`.")
    return 0


def _say(text: str) -> None:
    print(f"proven: {text}", flush=True)
