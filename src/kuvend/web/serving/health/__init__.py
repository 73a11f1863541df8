"""The checks of `kuvend doctor`: each asks the thing itself, and says what to do about it.

What is asked here needs no database; the rest is in `inside.py`, read once Django is set up.
"""

from collections.abc import Callable

from kuvend.foundation.core.findings import FAIL, NOTE, OK, Finding
from kuvend.web.serving.health import identity, languages, machine, mail

SURROUNDINGS: tuple[Callable[[], Finding], ...] = (
    machine.python,
    machine.data_folder,
    identity.identity,
    machine.disk,
    machine.texts,
    languages.languages,
    machine.secret_key,
    machine.address,
    machine.account,
    mail.server,
)

__all__ = ["FAIL", "NOTE", "OK", "SURROUNDINGS", "Finding"]
