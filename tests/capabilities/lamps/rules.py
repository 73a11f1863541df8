from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom
from kuvend.foundation.people.enums import Role
from tests.capabilities.lamps.models import Lamp

LAMPS = DeskRoom(url_name="desk_lamps", label="Lamps", roles=frozenset({Role.INSTITUTION_OFFICER}), place=95)


def may_repair(actor: Actor, lamp: Lamp) -> Permission:
    """An officer of the institution that owes it repairs a lamp."""
    own = any(
        mandate.role == Role.INSTITUTION_OFFICER and mandate.institution_id == lamp.repair.institution_id
        for mandate in actor.mandates
    )
    return ALLOWED if own else refused("This lamp is another institution’s.")
