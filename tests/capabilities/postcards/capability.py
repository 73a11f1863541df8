"""What postcards add to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.foundation.notifications.reminders import Reminder
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.my_parts import MyPart
from tests.capabilities.postcards.datasets import COLUMNS
from tests.capabilities.postcards.demonstration import CHAPTER
from tests.capabilities.postcards.kind import POSTCARD_WORDS, POSTCARDS, UNSIGNED_WORDS
from tests.capabilities.postcards.limits import SEND_POSTCARD
from tests.capabilities.postcards.queries import postcards_sent, towns_of

CAPABILITY = Capability(
    kinds=[POSTCARDS],
    words=[POSTCARD_WORDS, UNSIGNED_WORDS],
    reminders=[Reminder("postcards", "Postcards", frozenset({Role.MODERATOR}), postcards_sent)],
    about_me=[MyPart(template="postcards/parts/me.html", data=towns_of)],
    columns={"contributions": COLUMNS},
    urls="tests.capabilities.postcards.urls",
    limits=[SEND_POSTCARD],
    chapter=CHAPTER,
)
