"""`kuvend import deliberation`: bring a whole conversation, in the export folder of Polis, into an activity."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuvend.foundation.core.commands import Commands, add_text, day_of, said_in_one_line
from kuvend.foundation.core.problems import UsageProblem

if TYPE_CHECKING:  # numpy is loaded by the commands that compute
    from kuvend.engines.formats.polis import Conversation

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
EXAMPLES = """\
examples:
  kuvend import deliberation bowling-green --process albania-2020-2022 --owner akshi --language en
  kuvend import deliberation bowling-green --process albania-2020-2022 --owner akshi --language en --apply

FOLDER holds comments.csv, votes.csv (or participants-votes.csv) and, if there is one, summary.csv.
It becomes one activity, known again by its key: a second run adds what is new, and nothing else. The key is that of
the address in summary.csv; a conversation without one needs --key.
Without --apply nothing is kept. A broken row is said with its file, line and column (exit code 2).
"""


def register(commands: Commands) -> None:
    """Add the command to its group."""
    command = commands.add(
        "deliberation",
        help="a whole conversation from an export folder of Polis",
        epilog=EXAMPLES,
    )
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument("--process", metavar="KEY", required=True, help="as in the plan's file")
    command.add_argument("--owner", metavar="KEY", required=True, help="the institution that asks")
    command.add_argument("--scope", metavar="KEY", help="a policy goal or component (default: the whole process)")
    command.add_argument("--stage", metavar="KEY", help="the stage of the process it belongs to")
    command.add_argument("--key", metavar="KEY", help="of the activity (default: from the address in summary.csv)")
    add_text(command, "title", "title (default: the topic)", languages=commands.languages)
    add_text(command, "summary", "what it is about", languages=commands.languages)
    command.add_argument("--opens", metavar="DAY", help="first day (default: of the first statement or vote)")
    command.add_argument("--closes", metavar="DAY", help="last day (default: of the last one)")
    command.add_argument("--language", default="", metavar="CODE", help="of the statements, such as sq or en")
    command.add_argument("--sign", type=int, choices=(1, -1), help="the value of a vote that agrees (default: 1)")
    command.add_argument("--apply", action="store_true", help="keep it; without it nothing is kept")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read the folder, say what is in it, keep it if asked, and draw the map. Raises UsageProblem."""
    from kuvend.engines.formats.polis import PolisProblem, read_conversation
    from kuvend.participation.deliberation.importing import (
        ConversationProblem,
        check_continues,
        check_conversation,
        latest_votes,
    )

    try:
        conversation = read_conversation(args.folder, sign=args.sign)
        check_conversation(conversation)
        activity = _activity(args, conversation)
        if activity.pk:
            check_continues(activity, conversation)
    except PolisProblem as problem:
        raise UsageProblem(" ".join(str(problem).split())) from None
    except ConversationProblem as problem:
        raise UsageProblem(f"{args.folder}: {problem}") from None
    statements = conversation.statements
    print(
        f"{len(statements)} statements ({len(conversation.moderated_out)} rejected, {len(conversation.meta)} meta, "
        f"{sum(one.is_seed for one in statements)} seeds), {_people(conversation)} people, "
        f"{len(latest_votes(conversation.votes))} votes of {len(conversation.votes)} cast"
    )
    if activity.pk:
        print(f"It continues {activity.public_id}, “{activity.title}”.")
    if not args.apply:
        print("Nothing was kept. Add --apply to keep it.")
        return 0
    _keep(activity, conversation, args.language)
    return 0


def _people(conversation: Conversation) -> int:
    return len(set(conversation.votes.participants.tolist()))


def _keep(activity: Any, conversation: Conversation, language: str) -> None:
    from django.db import transaction

    from kuvend.foundation.contributions.importing import default_language
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.processes.actions import publish_activity
    from kuvend.participation.deliberation.actions import compute_map
    from kuvend.participation.deliberation.importing import bring_in_conversation

    at = now()
    with said_in_one_line(), transaction.atomic():  # the activity is announced with its words, or not at all
        if activity.pk is None:
            activity = publish_activity(actor=HOUSE, activity=activity, at=at)
        new = bring_in_conversation(
            actor=HOUSE,
            activity=activity,
            conversation=conversation,
            language=language or default_language(),
            at=at,
        )
    release = compute_map(activity.pk, at=now()) if new.votes or new.statements else None
    print(f"{activity.public_id}: {new.statements} new statements, {new.people} new people, {new.votes} new votes kept")
    if release:
        print(f"Its map has {release.k} groups." if release.mode else "There are too few people for a map.")


def _activity(args: argparse.Namespace, conversation: Conversation) -> Any:
    """Return the activity of an earlier run, else the new one as an unsaved row. Raises UsageProblem."""
    from kuvend.foundation.core.languages import is_language
    from kuvend.foundation.people.models import Institution, Scope
    from kuvend.foundation.processes.commands import row_with_key
    from kuvend.foundation.processes.models import Activity, Process, Stage
    from kuvend.participation.deliberation.queries.rows import KIND

    if args.language and not is_language(args.language):
        raise UsageProblem(f"--language: {args.language!r} is not a language code; use one such as sq or en")
    process = row_with_key("--process", Process.objects.select_related("scope"), args.process)
    key = _key(args.key, conversation)
    owner = row_with_key("--owner", Institution.objects, args.owner)
    earlier = Activity.objects.select_related("process", "scope", "owner").filter(process=process, key=key).first()
    if earlier and earlier.kind != KIND:
        raise UsageProblem(f"--key: {key} is an activity of the kind {earlier.kind!r}")
    if earlier:
        return earlier
    opens_at, closes_at = _days(args, conversation)
    title, summary = _words(args, conversation)
    return Activity(
        process=process,
        kind=KIND,
        key=key,
        title=title,
        summary=summary,
        owner=owner,
        scope=row_with_key("--scope", Scope.objects, args.scope) if args.scope else process.scope,
        stage=row_with_key("--stage", Stage.objects.filter(process=process), args.stage) if args.stage else None,
        opens_at=opens_at,
        closes_at=closes_at,
        answers_owed=False,
    )


def _key(text: str | None, conversation: Conversation) -> str:
    """Return the key of a conversation: as given, else of its own address, which does not change. Raises UsageProblem.

    A folder's name tells no conversation from another: two exports may both be called “export”.
    """
    own = conversation.summary.get("url", "").rstrip("/").rpartition("/")[2]
    key = text or f"polis-{own.lower()}"
    if text or own:
        if not KEY.fullmatch(key):
            raise UsageProblem(f"--key: {key!r} is no key of small letters, digits, - and _ (at most 80)")
        return key
    raise UsageProblem("summary.csv names no address (url) by which the conversation is known again: give --key")


def _words(args: argparse.Namespace, conversation: Conversation) -> tuple[Any, Any]:
    """Return title and summary: as given, else what summary.csv says, in the language of the statements."""
    from kuvend.foundation.core.languages import site_language, site_languages
    from kuvend.foundation.core.text import localized
    from kuvend.foundation.core.words import one_line
    from kuvend.foundation.processes.commands import SUMMARY, TITLE, short, summary_of, title_of, title_options

    language = args.language if args.language in site_languages() else site_language()
    summary = conversation.summary
    title = title_of(args) or short(localized({language: one_line(summary.get("topic", ""))}), TITLE)
    about = " ".join(filter(None, [summary.get("conversation-description", ""), summary.get("url", "")]))
    if not title:
        raise UsageProblem(f"summary.csv names no topic: give {title_options(args)}")
    return title, summary_of(args) or short(localized({language: about}), SUMMARY)


def _days(args: argparse.Namespace, conversation: Conversation) -> tuple[Any, Any]:
    """Return when it opens and closes: as given, else with the first and the last thing said or voted."""
    from datetime import UTC, datetime

    from kuvend.foundation.core.clock import end_of_day, local_date, now, start_of_day

    times = conversation.votes.times
    moments = [one.created_at for one in conversation.statements if one.created_at]
    if times is not None and (times > 0).any():  # 0 is no time
        moments += [int(times[times > 0].min()), int(times.max())]
    days = [local_date(datetime.fromtimestamp(one / 1000, UTC)) for one in moments] or [local_date(now())]
    first = day_of(args.opens, "--opens") if args.opens else min(days)
    last = day_of(args.closes, "--closes") if args.closes else max(days)
    if last < first:
        raise UsageProblem(f"--closes: {last} is before {first}")
    return start_of_day(first), end_of_day(last)
