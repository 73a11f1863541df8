"""Plans at the desk: as `tests/desk`, at the house's moment."""

from tests.desk.conftest import at_desk, bring, clock, moderator, officer, secretariat

__all__ = ["at_desk", "bring", "clock", "moderator", "officer", "secretariat"]
