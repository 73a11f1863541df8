"""Names of people's things in sentences, and names in the code.

A name is put into a sentence as it is: where Albanian would decline it, the sentence is built otherwise. So a name is a
subject, stands after *te* or *nga*, after a colon, in quotation marks or in brackets.

A name in the code is a noun of the field: `milestone`, `votes_by_statement`, not `one`, `found`, `kept`.
"""

import json
import os
import re

from tests.support.bare_names import bare_names, bare_names_by_room
from tests.support.stored import FOLDER
from tests.support.texts import catalogues

NAMES = "who own institution to_institution from_institution from to lead outcome by_institution"
DECLINED = ["i", "e", "të", "së", "ia", "ua", "iu", "jua", "në", "me", "për", "prej", "sipas"]
BUDGET = FOLDER / "names.json"
BEFORE = re.compile(rf"(?<![\w%])({'|'.join(DECLINED)}|në vend të)\s+%\(({'|'.join(NAMES.split())})\)s")


def test_no_albanian_sentence_asks_that_a_name_be_declined() -> None:
    texts = [
        text for one in catalogues("sq") for entry in one for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert any("te %(to)s" in text for text in texts), "names are named as this test thinks"
    assert [text for text in texts if BEFORE.search(text)] == []


def test_a_room_gives_no_more_bare_names_than_are_stored() -> None:
    """`tests/stored/names.json` may only fall: `UPDATE_STORED=1` lowers it, and a room that is not in it gives none."""
    stored = json.loads(BUDGET.read_text())
    counts = {room: count for room, count in sorted(bare_names_by_room().items()) if count}
    if os.environ.get("UPDATE_STORED") == "1":
        lowered = {room: min(count, stored.get(room, 0)) for room, count in counts.items() if stored.get(room)}
        BUDGET.write_text(json.dumps(lowered, indent=1) + "\n")
    over = {room: (count, stored.get(room, 0)) for room, count in counts.items() if count > stored.get(room, 0)}
    assert not over, (
        f"{over}: name what it is (`milestone`, `votes_by_statement`); tests/support/bare_names.py lists them"
    )


def test_a_bare_name_is_found_wherever_it_is_given() -> None:
    source = """
def found(one, *, given: str, known: bool) -> None:
    for kept in one:
        said = [made for made in kept]
    self.told = lambda seen: seen
    try:
        with open("file") as written:
            left, milestone = written
    except OSError as shown:
        raise shown
class Vote:
    held: bool = models.BooleanField()
    published = models.BooleanField()
    taken: str
"""
    names = [line.split()[1] for line in bare_names(source)]
    assert sorted(names) == ["found", "given", "kept", "left", "one", "said", "shown", "taken", "told", "written"]
