from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.obligations.rules import owes
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom
from kuvend.foundation.people.enums import Role
from tests.capabilities.lamps.models import Lamp
from tests.capabilities.lamps.obligations import REPAIR

LAMPS = DeskRoom(url_name="desk_lamps", label="Lamps", roles=frozenset({Role.INSTITUTION_OFFICER}), place=95)


def may_repair(actor: Actor, lamp: Lamp) -> Permission:
    """An officer of the institution that owes it repairs a lamp."""
    return ALLOWED if owes(actor, REPAIR, lamp.repair) else refused("This lamp is another institution’s.")
