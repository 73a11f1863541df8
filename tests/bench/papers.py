"""`python -m tests.bench.papers`: CPU and memory of a paper of 1,000 answers, as PDF, DOCX and page.

The answers are as long as those of the demonstration. Goal: 2 seconds of the processor and 200 MB, for each format by
itself; a format is written in a process of its own, whose memory is told, as it is on the site.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time

from kuvend.engines.formats.papers.apart import write_apart
from kuvend.engines.formats.papers.html import write_html
from kuvend.engines.formats.papers.tree import Heading, PaperDocument, Paragraph, Quote, Run, paragraph, words

ANSWERS, SECONDS, MEGABYTES = 1000, 2.0, 200
IDEA = "Zyra e gjendjes civile mbyllet në orën 14:00, kur njerëzit janë në punë. Një mbrëmje në javë do të mjaftonte. "
ANSWER = (
    "Keni të drejtë që orari nuk u përshtatet atyre që punojnë. Nga 1 marsi zyra qëndron hapur të mërkurën deri në "
    "orën 19:00, fillimisht për gjashtë muaj; pastaj do të botojmë sa veta erdhën dhe do të vendosim. "
)


def paper(answers: int) -> PaperDocument:
    """Return a paper of that many answers."""
    blocks = [block for number in range(answers) for block in _answer(number)]
    return PaperDocument(
        title="Përgjigjet e institucionit",
        language="sq",
        author="Ministria",
        contents="Përmbajtja",
        blocks=tuple(blocks),
    )


def _answer(number: int) -> list[Heading | Paragraph | Quote]:
    address = f"https://kuvend.example/sq/contributions/{number:010d}/"
    return [
        Heading(2, words(f"Një mbrëmje në javë, nr. {number}")),
        Quote((paragraph(f"{IDEA}{number}", language="sq"),)),
        Paragraph((Run("Pranuar", strong=True), Run(" · Ministria, 3 maj 2026"))),
        paragraph(f"{ANSWER}{number}"),
        Paragraph(words("çfarë u bë me të", address=address), soft=True),
    ]


def main() -> None:
    """Print what each format takes; with --strict a goal that is not met ends with 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.papers", description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--strict", action="store_true", help="end with 1 when a goal is missed")
    parser.add_argument("--only", choices=["pdf", "docx", "page"], help="one format; the others are asked one by one")
    arguments = parser.parse_args()
    if arguments.only is None:
        command = [sys.executable, "-m", __spec__.name, "--answers", str(arguments.answers), "--only"]
        strict = ["--strict"] if arguments.strict else []
        sys.exit(
            max(subprocess.run([*command, kind, *strict], check=False).returncode for kind in ("pdf", "docx", "page"))
        )
    document = paper(arguments.answers)
    began = time.process_time()
    content = (
        write_html(document.blocks).encode() if arguments.only == "page" else write_apart(document, arguments.only)
    )
    here, child = time.process_time() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = here + child.ru_utime + child.ru_stime
    megabytes = child.ru_maxrss / 1024
    met = seconds <= SECONDS and megabytes <= MEGABYTES
    print(
        f"{arguments.only}: {arguments.answers} answers, {len(content) / 1000:,.0f} kB, {seconds:.2f} s CPU "
        f"(goal {SECONDS}), {megabytes:.0f} MB in the writing process (goal {MEGABYTES}){'' if met else ' MISSED'}"
    )
    sys.exit(int(arguments.strict and not met))


if __name__ == "__main__":
    main()
