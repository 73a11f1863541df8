"""A name is put into a sentence as it is: where Albanian would decline it, the sentence is built otherwise.

So a name is a subject, stands after *te* or *nga*, after a colon, in quotation marks or in brackets.
"""

import re

from tests.support.texts import catalogues

NAMES = "who own institution to_institution from_institution from to lead outcome by_institution"
DECLINED = ["i", "e", "të", "së", "ia", "ua", "iu", "jua", "në", "me", "për", "prej", "sipas"]
BEFORE = re.compile(rf"(?<![\w%])({'|'.join(DECLINED)}|në vend të)\s+%\(({'|'.join(NAMES.split())})\)s")


def test_no_albanian_sentence_asks_that_a_name_be_declined() -> None:
    texts = [
        text for one in catalogues("sq") for entry in one for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert any("te %(to)s" in text for text in texts), "names are named as this test thinks"
    assert [text for text in texts if BEFORE.search(text)] == []
