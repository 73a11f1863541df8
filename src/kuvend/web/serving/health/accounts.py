"""Accounts: does each have an address that reaches its person."""

from kuvend.foundation.core.findings import NOTE, OK, Finding
from kuvend.foundation.people.queries import accounts_set_aside


def accounts() -> Finding:
    """Name the accounts whose address turned out to be another's, or one that no letter can be sent to."""
    aside = accounts_set_aside()
    if not aside:
        return Finding("accounts", OK, "have an address each")
    message = f"cannot sign in, their address is another's or no letter reaches it: {', '.join(map(str, aside))}"
    return Finding("accounts", NOTE, message, "docs/how-to/operate.md, *Accounts kept apart*")
