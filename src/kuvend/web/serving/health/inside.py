"""The checks that ask the database: those of any, and those of one whose tables are of this version."""

from collections.abc import Callable

from kuvend.foundation.core.findings import Finding
from kuvend.web.serving.health import accounts, database, letters, mail, record

DATABASE: tuple[Callable[[str], Finding], ...] = (database.postgresql, database.tables, database.clock)
INSIDE: tuple[Callable[[], Finding], ...] = (
    database.worker,
    database.periodic_jobs,
    database.transactions,
    database.demonstration,
    mail.sender,
    letters.letters,
    accounts.accounts,
    record.signed,
    record.heads,
)
