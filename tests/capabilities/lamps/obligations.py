"""What is owed about lamps: their repair."""

from kuvend.foundation.obligations.clocks import Clock
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.people.enums import Role

REPAIR = ObligationKind(
    deed="repair_lamp",
    heading="Lamps",
    label="Repair of a lamp",
    reminder="A lamp is to be repaired by %(day)s.",
    clock=Clock(term="5 working days"),
    roles=frozenset({Role.INSTITUTION_OFFICER}),
    desk="desk_lamps",
    page="lamp",
)
