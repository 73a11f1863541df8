"""Who stands beside words is decided in one module: nobody else reads the names and pseudonyms of participants."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/kuvend"
READS = re.compile(
    r"(\.|__|[\"'}])(shown_name|pseudonym|chosen_name)\b"
    r"|\b(shown_name|pseudonym)="
    r"|participant\.(name|organisation)\b|participant__(name|organisation)\b"
)
DECIDES = "foundation/contributions/authors.py"
OTHERS = {
    "foundation/processes/actions/participants.py": "a name is chosen, waits and is taken away",
    "foundation/processes/models/participant.py": "how a participant appears, whatever they say",
    "foundation/processes/own.py": "what a person takes along is their own",
    "foundation/contributions/templates/contributions/appearing.html": "a person reads the own name",
    "foundation/contributions/leaving.py": "the name of who leaves is emptied",
    "foundation/contributions/importing.py": "makes the participant of what files bring in",
    "foundation/demonstration/people.py": "gives the people of the demonstration their names",
    "foundation/demonstration/readers.py": "makes participants",
    "foundation/moderation/rules.py": "a name itself is judged, beside words that show it alone",
    "foundation/moderation/actions/names.py": "says so",
    "desk/views/moderation.py": "a name itself is judged",
    "desk/templates/desk/parts/after_publication.html": "a name itself is judged",
    "participation/deliberation/actions/setup.py": "makes the participant of an institution",
    "participation/deliberation/importing.py": "makes the participants of a file",
    "publication/portal/views/my_page.py": "a person reads and chooses the own name",
    "publication/portal/templates/portal/me.html": "a person reads the own name",
    "publication/portal/templates/portal/my_name.html": "a person reads the own name",
}


def readers() -> set[str]:
    """The files of the source that read a name or a pseudonym."""
    return {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*")
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts
        if READS.search(path.read_text(encoding="utf-8"))
    }


def test_who_stands_beside_words_is_decided_in_one_place() -> None:
    assert readers() == {DECIDES, *OTHERS}


def test_reading_a_name_is_noticed_in_code_and_templates() -> None:
    for reading in ("row.participant.name", '"participant__shown_name"', 'F(f"{face}pseudonym")', "pseudonym=name"):
        assert READS.search(reading), reading
