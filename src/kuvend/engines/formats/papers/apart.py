"""Writing a paper in a process of its own: whoever serves pages meanwhile waits for nothing, and gets its memory back.

python -m kuvend.engines.formats.papers.apart pdf < paper.json > paper.pdf
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from kuvend.engines.formats.papers.stored import dump_paper, load_paper
from kuvend.engines.formats.papers.tree import PaperDocument

SECONDS = 60  # of waiting, after which a paper is given up
MEMORY = 1_500_000_000  # bytes of addresses: far more than the longest paper takes, and less than a machine has


class NotWritten(Exception):
    """A paper could not be written; why stands in the message, without its words."""


def write_apart(document: PaperDocument, kind: str) -> bytes:
    """Return a paper as `pdf` or `docx`, written by a process of its own.

    Raises:
        NotWritten: when it took too long, too much memory, or was refused.
    """
    command = [sys.executable, "-m", __name__, kind]
    try:
        process = subprocess.run(  # noqa: S603  our own interpreter and module
            command, input=dump_paper(document).encode(), capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotWritten(f"{kind}: not ready after {SECONDS} seconds") from error
    if process.returncode or not process.stdout:
        last = process.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NotWritten(f"{kind}: ended with {process.returncode}: {last[:200]}")
    return process.stdout


def _writer(kind: str) -> Callable[[PaperDocument], bytes]:
    """Return the writer of a format; what the other one needs is not even loaded."""
    if kind == "pdf":
        from kuvend.engines.formats.papers.pdf import write_pdf

        return write_pdf
    from kuvend.engines.formats.papers.docx_file import write_docx

    return write_docx


def main() -> None:
    """Write the paper that comes in to where it goes out."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    document = load_paper(sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(_writer(sys.argv[1])(document))


if __name__ == "__main__":
    main()
