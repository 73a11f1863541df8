"""`kuvend mail test`: send one letter, and say what the mail server made of it."""

import argparse

from kuvend.foundation.core.commands import Commands, Needs
from kuvend.web.cli.addresses import address_of

EXAMPLES = """\
examples:
  kuvend mail test you@example.al            with the environment of `kuvend serve`

Ends with 1 when the server does not take it, and says why; also when no server is named and nothing leaves.
"""
SMTP = "smtp.EmailBackend"


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    group = commands.group("mail", help="try the way that letters take")
    test = group.add("test", help="send one letter", epilog=EXAMPLES)
    test.add_argument("address", help="who is to get it")
    test.set_defaults(run=run, needs=Needs.DATABASE)


def run(args: argparse.Namespace) -> int:
    """Send the letter; 1 when it is not taken, or no mail server is named. Raises UsageProblem for no address."""
    from django.conf import settings
    from django.core.mail import EmailMessage

    address = address_of(args.address)
    words = (
        f"{settings.KUVEND_SCHEME}://{settings.KUVEND_HOST} can send letters. This one was asked for by its operator."
    )
    if not settings.EMAIL_BACKEND.endswith(SMTP):
        print(
            f"not sent: no mail server is named, nothing leaves this machine ({settings.EMAIL_BACKEND} keeps letters)"
        )
        print("to do: set KUVEND_SMTP_HOST and what it needs in the environment of `kuvend serve`, then try again")
        return 1
    letter = EmailMessage("Kuvend", words, to=[address], headers={"Auto-Submitted": "auto-generated"})
    way = settings.EMAIL_HOST
    try:
        accepted = letter.send()
    except (OSError, ValueError) as error:
        print(f"not taken by {way}: {type(error).__name__}: {error}")
        return 1
    print(f"{'taken' if accepted else 'not taken'} by {way}, from {settings.DEFAULT_FROM_EMAIL}")
    return 0 if accepted else 1
