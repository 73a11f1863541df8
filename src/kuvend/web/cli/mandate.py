"""`kuvend mandate`: who holds which role, given and ended by whoever runs the installation.

The first operator or secretariat of a fresh instance comes from here; the desk gives the others.
"""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from kuvend.foundation.core.commands import Commands, day_of, said_in_one_line
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli.addresses import address_of

EXAMPLES = """\
examples:
  kuvend mandate give you@example.al operator
  kuvend mandate give ana@example.al secretariat --scope albania-2020-2022
  kuvend mandate give ben@example.al institution_officer --institution akshi --to 2027-12-31
  kuvend mandate list
  kuvend mandate secret ana@example.al
  kuvend mandate confirm ana@example.al
  kuvend mandate end 7h2k9m4p0q

roles: secretariat, component_leader, institution_officer, civil_society_member, moderator, irm_reviewer, operator

A new address gets its account here. The person signs in with a code sent to that address, sets up a second factor
and types the secret that `give` prints. Hand it over in person, on paper or by telephone, not by e-mail: whoever reads
the mailbox could set up a factor of their own. Before that the mandate does not count.
"""


def register(commands: Commands) -> None:
    """Add the command group."""
    group = commands.group(
        "mandate",
        help="give, list and end the roles of officials",
        description="Mandates: a person holds a role, in a scope and all below it, from a day to a day.",
        epilog=EXAMPLES,
    )
    giving = group.add("give", help="give a role to an e-mail address")
    giving.add_argument("email", metavar="EMAIL")
    giving.add_argument("role", metavar="ROLE")
    giving.add_argument("--scope", metavar="KEY", default="site", help="where it holds (default: the whole site)")
    giving.add_argument("--institution", metavar="KEY", help="for which institution")
    giving.add_argument("--from", metavar="DAY", dest="from_date", help="first day, 2026-05-31 (default: today)")
    giving.add_argument("--to", metavar="DAY", dest="to_date", help="last day (default: open)")
    giving.set_defaults(run=give)
    for name, run, says in (
        ("secret", secret, "print a new secret for a person's mandates; an earlier one ends"),
        ("confirm", confirm_person, "confirm a person instead: the second factor set up is theirs"),
    ):
        about = group.add(name, help=says)
        about.add_argument("email", metavar="EMAIL")
        about.set_defaults(run=run)
    group.add("list", help="show all mandates, with their ids").set_defaults(run=show)
    ending = group.add("end", help="end a mandate at once")
    ending.add_argument("id", metavar="ID", help="as `kuvend mandate list` shows it")
    ending.set_defaults(run=end)


def give(args: argparse.Namespace) -> int:
    """Give the mandate, making the account of a new address. Raises UsageProblem."""
    from django.conf import settings

    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.people.queries import person_by_address
    from kuvend.foundation.people.vouching import give_by_address

    email, parts = address_of(args.email), _mandate_parts(args)
    person = person_by_address(email)
    if person and _has(person, parts):
        raise UsageProblem(f"{email} has this mandate already")
    with said_in_one_line(email):
        language = settings.LANGUAGE_CODE
        grant = give_by_address(actor=HOUSE, address=email, language=language, at=now(), **parts)
    mandate = grant.mandate
    print(f"{mandate.public_id}  {mandate.role} for {email} in {mandate.scope.key}, from {mandate.from_date}")
    print(f"{'' if person else 'The account is new. '}It counts once the person has signed in with a second factor.")
    if grant.secret:
        _print_secret(grant.secret)
    return 0


def _print_secret(secret: str) -> None:
    print(f"Secret: {secret}")
    print("Hand it over in person, on paper or by telephone, not by e-mail. It holds for 14 days, once.")


def _official(args: argparse.Namespace) -> Any:
    """Return the person of an address who holds a mandate, or will. Raises UsageProblem."""
    from kuvend.foundation.people.queries import person_by_address

    email = address_of(args.email)
    person = person_by_address(email)
    if person is None or not person.mandates.exists():
        raise UsageProblem(f"{email} holds no mandate; kuvend mandate list shows who does")
    return person


def secret(args: argparse.Namespace) -> int:
    """Print a new secret for a person's mandates. Raises UsageProblem."""
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.people.vouching import make_secret

    person = _official(args)
    if person.vouched_at:
        raise UsageProblem(f"{args.email} needs none: their second factor is vouched for")
    _print_secret(make_secret(actor=HOUSE, person=person, at=now()))
    return 0


def confirm_person(args: argparse.Namespace) -> int:
    """Vouch for a person's second factor without a secret. Raises UsageProblem."""
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.people.vouching import confirm

    person = _official(args)
    with said_in_one_line():
        confirm(actor=HOUSE, person=person, at=now())
    print(f"{person.email}: confirmed; the mandates count with the second factor that is set up now")
    return 0


def _mandate_parts(args: argparse.Namespace) -> dict[str, Any]:
    """Return what `give_mandate` takes, each part checked."""
    from kuvend.foundation.core.clock import local_date, now
    from kuvend.foundation.people.enums import Role
    from kuvend.foundation.people.models import Institution

    if args.role not in Role.values:
        raise UsageProblem(f"there is no role {args.role!r}; there are {', '.join(Role.values)}")
    institution = None
    if args.institution and not (institution := Institution.objects.filter(key=args.institution).first()):
        raise UsageProblem(f"--institution: there is no institution {args.institution!r}")
    if args.role == Role.INSTITUTION_OFFICER and institution is None:
        raise UsageProblem("an institution officer needs --institution KEY")
    first: date = day_of(args.from_date, "--from") if args.from_date else local_date(now())
    last = day_of(args.to_date, "--to") if args.to_date else None
    if last and last < first:
        raise UsageProblem(f"--to: {last} lies before the first day, {first}")
    parts: dict[str, Any] = {"scope": _scope(args.scope), "institution": institution}
    return parts | {"role": args.role, "from_date": first, "to_date": last}


def _scope(key: str) -> Any:
    from kuvend.foundation.people.actions import SITE, site_scope
    from kuvend.foundation.people.models import Scope

    scope = Scope.objects.filter(key=key).first()
    if scope is None and key == SITE:  # a fresh instance has no scope yet
        return site_scope()
    if scope is None:
        keys = list(Scope.objects.order_by("path").values_list("key", flat=True))
        raise UsageProblem(f"--scope: there is no scope {key!r}; there are {', '.join(keys) or 'none but site'}")
    return scope


def _has(person: Any, parts: dict[str, Any]) -> bool:
    from kuvend.foundation.people.models import Mandate

    equals = Mandate.objects.filter(person=person, role=parts["role"], scope=parts["scope"])
    here = equals.filter(institution=parts["institution"], from_date__lte=parts["from_date"], ended_at=None)
    return any(one.to_date is None or one.to_date >= parts["from_date"] for one in here)


def show(args: argparse.Namespace) -> int:
    """Print one line a mandate, the first given at the top."""
    from kuvend.foundation.core.clock import local_date, now
    from kuvend.foundation.people.models import Mandate

    today = local_date(now())
    rows = Mandate.objects.select_related("person", "scope", "institution").order_by("pk")
    for mandate in rows:
        ended = mandate.ended_at is not None or (mandate.to_date is not None and mandate.to_date < today)
        state = "ended" if ended else "ahead" if mandate.from_date > today else "in force"
        days = f"{mandate.from_date} – {mandate.to_date or '…'}"
        institution = mandate.institution.key if mandate.institution else "-"
        holder = f"{mandate.role:<20}  {mandate.person.email}"
        print(f"{mandate.public_id}  {holder}  {mandate.scope.key}  {institution}  {days}  {state}")
    if not rows:
        print("There is no mandate yet.")
    return 0


def end(args: argparse.Namespace) -> int:
    """End a mandate at once. Raises UsageProblem when there is none, or it is over."""
    from kuvend.foundation.core.clock import local_date, now
    from kuvend.foundation.people.actions import end_mandate
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.people.models import Mandate

    at = now()
    mandate = Mandate.objects.select_related("scope", "institution").filter(public_id=args.id).first()
    if mandate is None:
        raise UsageProblem(f"there is no mandate {args.id!r}; kuvend mandate list shows them")
    if mandate.ended_at or (mandate.to_date is not None and mandate.to_date < local_date(at)):
        raise UsageProblem(f"{args.id} ended on {mandate.to_date} already")
    end_mandate(actor=HOUSE, mandate=mandate, to_date=None, at=at)
    print(f"{args.id}: ended")
    return 0
