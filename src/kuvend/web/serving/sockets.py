"""The listening socket. The supervisor owns it, so the address survives every restart of the web server."""

import contextlib
import errno
import socket
from collections.abc import Iterator

from kuvend.foundation.core.problems import UsageProblem

BACKLOG = 1024
REASONS = {
    errno.EADDRINUSE: "is taken by another program; stop that one or give another --port",
    errno.EACCES: "may not be used by this account; give a --port above 1023",
    errno.EADDRNOTAVAIL: "is not an address of this machine; give another --host",
}


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Listen on an address. Raises UsageProblem when it cannot be used."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise UsageProblem(f"{host} is not an address of this machine; give another --host") from error
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(BACKLOG)
        except OSError as error:
            reason = REASONS.get(error.errno or 0, f"cannot be used: {error.strerror}")
            raise UsageProblem(f"port {port} on {host} {reason}") from error
        yield listener
