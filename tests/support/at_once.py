"""Many hands at once: deeds that begin together, each in a thread and on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from django.db import connection

Deed = Callable[[], object]


def at_once(deeds: Sequence[Deed]) -> list[BaseException]:
    """Let every deed run in a thread of its own, all started together; return what was raised."""
    start, raised = threading.Barrier(len(deeds)), list[BaseException]()

    def run(deed: Deed) -> None:
        try:
            start.wait()
            deed()
        except Exception as error:  # whatever it is, the test tells which ones it expects
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
