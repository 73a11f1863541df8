"""`kuvend serve`: the database, the web server and the job worker as one process tree."""

import argparse
import os
from socket import socket

from kuvend.foundation.core.commands import Commands, Needs
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli.environment import prepared

EXAMPLES = """\
examples:
  kuvend serve                               on http://localhost:8000, for this machine only
  kuvend serve --port 9000
  KUVEND_HOST=ogp.example.al kuvend serve --host 0.0.0.0     for everybody, behind a proxy that speaks HTTPS
  kuvend serve --only web                    on a second machine: requests without the jobs, or --only worker

Ctrl-C or SIGTERM stops the web server, then the worker, then the embedded database.
"""


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "serve",
        help="start everything: database, web, jobs",
        description="Start the database (when embedded), bring its tables up to date, start the web server "
        "and the job worker, and start again what dies.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--only", choices=("web", "worker"), help="start the web server or the job worker alone")
    parser.set_defaults(run=run, needs=Needs.NOTHING)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop; 1 when a part could not be kept running. Raises UsageProblem."""
    from kuvend.web.serving import sockets

    os.environ["KUVEND_PORT"] = str(args.port)
    if args.only == "worker":
        return _serve(args, None)
    with sockets.listening(args.host, args.port) as listener:  # first: a taken port changes nothing
        return _serve(args, listener)


def _serve(args: argparse.Namespace, listener: socket | None) -> int:
    with prepared(Needs.SCHEMA, wait=_say):
        _refuse_open_demonstration(args.host)
        _refuse_another_name()
        from kuvend.web.serving import static, tree

        if listener:
            static.collect()
        return tree.serve(listener, _say, jobs=args.only != "web")


def _say(text: str) -> None:
    print(text, flush=True)


def _refuse_open_demonstration(host: str) -> None:
    """Refuse printed sign-ins on an address, or behind a name or a proxy, that others can reach.

    A demonstration is known by its data: simulated people who can sign in, in whatever home the database is served.
    """
    from django.conf import settings

    from kuvend.foundation.people.queries import simulated_people_can_sign_in
    from kuvend.web.serving.health.machine import is_loopback

    own_host = settings.KUVEND_HOST.split(":")[0]
    open_to_others = next((place for place in (host, own_host) if not is_loopback(place)), "")
    demonstration = settings.KUVEND_DEMO or simulated_people_can_sign_in()
    if demonstration and not (open_to_others or settings.KUVEND_PROXIES) and not settings.KUVEND_DEMO:
        raise UsageProblem("this database holds the demonstration: say so with KUVEND_DEMO=1, on this machine only")
    if demonstration and (open_to_others or settings.KUVEND_PROXIES):
        raise UsageProblem(
            "this is a demonstration, its sign-ins are printed for all to see: it is not served "
            f"{f'on {open_to_others}' if open_to_others else 'behind a proxy'}; "
            "leave --host, KUVEND_HOST and KUVEND_PROXIES out, or start an instance without demonstration"
        )


def _refuse_another_name() -> None:
    """Refuse to serve a log under another name than that of its first signature."""
    from kuvend.foundation.record import signing

    try:
        signing.check_origin()
    except signing.SigningRefusedError as refusal:
        raise UsageProblem(str(refusal)) from None


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is not a port: give a number from 1 to 65535")
    return int(text)
