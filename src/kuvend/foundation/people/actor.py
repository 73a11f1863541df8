"""Who acts: the person behind a request with the mandates that count now."""

from __future__ import annotations

from dataclasses import dataclass, field

from kuvend.foundation.people.enums import PERSON, SYSTEM, Role


@dataclass(frozen=True)
class HeldMandate:
    """A mandate in force: its role, its institution (row id) and the path of its scope."""

    role: str
    institution_id: int | None
    scope_path: str


@dataclass(frozen=True)
class Actor:
    """What a rule may know of who acts.

    `mandates` holds only mandates in force that are confirmed by a second factor in this session;
    `unconfirmed_mandates` is true when there would be some, had the person used one.
    """

    person_id: int | None = None
    verified: bool = False
    mandates: tuple[HeldMandate, ...] = field(default=())
    unconfirmed_mandates: bool = False
    system: bool = False

    def holds(self, *roles: str, scope: str, institution_id: int | None = None) -> bool:
        """Tell whether a mandate with one of `roles` holds in `scope` (and for `institution_id` when given)."""
        return any(
            mandate.role in roles
            and scope.startswith(mandate.scope_path)
            and (institution_id is None or mandate.institution_id == institution_id)
            for mandate in self.mandates
        )

    def institutions(self, *roles: str) -> list[int]:
        """Return the institutions (row ids) in whose name the actor acts with one of `roles`, wherever that is."""
        row_ids = {mandate.institution_id for mandate in self.mandates if mandate.role in roles}
        return sorted(row_id for row_id in row_ids if row_id is not None)

    def role_in(self, scope: str, *preferred: str) -> str:
        """Return the role in which a deed in `scope` is done, as facts name it."""
        if self.system:
            return SYSTEM
        for role in (*preferred, *Role.values):
            if self.holds(role, scope=scope):
                return role
        return PERSON


ANONYMOUS = Actor()
HOUSE = Actor(system=True, verified=True)  # a job, a reaction or an importer started by the operator
