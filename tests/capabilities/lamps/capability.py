"""What lamps add to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.foundation.core.navigation import MainPage
from kuvend.foundation.datasets.feeds import Feed
from kuvend.foundation.datasets.pages import PageSort
from kuvend.foundation.notifications.letters import Letter
from kuvend.foundation.people.my_parts import MyPart
from kuvend.foundation.people.own import OwnRows
from tests.capabilities.lamps import parts
from tests.capabilities.lamps.actions import unwatch
from tests.capabilities.lamps.datasets import LAMPS as LAMPS_DATA
from tests.capabilities.lamps.demonstration import CHAPTER
from tests.capabilities.lamps.models import Lamp
from tests.capabilities.lamps.obligations import REPAIR
from tests.capabilities.lamps.queries import lamps_burn, latest, repaired, watched
from tests.capabilities.lamps.rules import LAMPS

CAPABILITY = Capability(
    outcomes=[parts.LAMP_RULE],
    gate_rules={"lamps_burn": parts.lamps_burn},
    day_limits=[parts.dark_days],
    letters=[Letter("lamp_repaired", "lamps", repaired)],
    reactions=[parts.UNWATCH],
    about_institution=[parts.OF_AN_INSTITUTION],
    institution_figures=[parts.OWED],
    about_me=[MyPart(template="lamps/parts/me.html", data=watched)],
    process_pages=[parts.REGISTER],
    about_stage=[parts.evidence_of_lamps],
    calendar=[parts.CALENDAR],
    own=[OwnRows("watched_lamps", lambda person: watched(person.pk), unwatch)],
    desk=[LAMPS],
    obligations=[REPAIR],
    datasets=[LAMPS_DATA],
    bundles=[parts.LISTS],
    papers=[parts.LAMP_PAPER],
    feeds=[Feed(name="lamps", title="Lamps", within="lamps", page="home", latest=latest)],
    navigation=[MainPage(url_name="latest_lamps", label="Lamps", place=60)],
    confirmations={"lamp-burns": "The lamp burns again."},
    pages=["latest_lamps"],
    page_sorts=[PageSort("lamps", "lamp", lambda: Lamp.objects.all())],
    findable=[parts.FINDABLE_LAMPS],
    help_pages=["latest_lamps"],
    checks=[lamps_burn],
    urls="tests.capabilities.lamps.urls",
    file_urls="tests.capabilities.lamps.file_urls",
    chapter=CHAPTER,
)
