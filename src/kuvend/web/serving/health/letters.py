"""Letters: do they leave."""

from kuvend.foundation.core.findings import FAIL, NOTE, OK, Finding
from kuvend.web.serving.figures import figures
from kuvend.web.serving.limits import LETTER_SECONDS


def letters() -> Finding:
    """Say whether letters leave."""
    state = figures()
    waiting, sent = state.letter_waiting_seconds, state.letter_sent_seconds
    message = f"{state.letters_waiting} wait" + (f", the oldest for {_age(waiting)}" if waiting is not None else "")
    message += f", the last left {_age(sent)} ago" if sent is not None else ", none has left yet"
    if state.letters_given_up:
        message += f"; {state.letters_given_up} were given up"
    late = (waiting or 0) > LETTER_SECONDS
    level = FAIL if late else NOTE if state.letters_given_up else OK
    todo = "the log names what the server refuses; try `kuvend mail test ADDRESS`"
    return Finding("letters", level, message, todo)


def _age(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
