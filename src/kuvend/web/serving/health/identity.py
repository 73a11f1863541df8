"""Who runs the site: people must be able to read it."""

from __future__ import annotations

from kuvend.foundation.core.findings import FAIL, OK, Finding
from kuvend.foundation.core.instance import in_language, read_instance
from kuvend.web.cli.environment import home
from kuvend.web.identity import OF_THE_DEMONSTRATION, identity_file


def identity() -> Finding:
    """The instance has a name, an operator, a contact and its words on privacy."""
    place = identity_file(home())
    try:
        instance = read_instance(place)
    except ValueError as error:
        return Finding("instance", FAIL, str(error), "mend the file")
    if missing := instance.missing():
        todo = f"`kuvend instance init` writes {place}; fill it in and restart"
        return Finding("instance", FAIL, f"nobody can read: {'; '.join(missing)}", todo)
    origin = " (the demonstration's own)" if place == OF_THE_DEMONSTRATION else ""
    return Finding("instance", OK, in_language(instance.name, instance.languages[0]) + origin)
