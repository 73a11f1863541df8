"""`kuvend activity` and `kuvend process`: activities with their ids, a new one announced; standing processes."""

from __future__ import annotations

import argparse
import re
from typing import Any

from kuvend.foundation.core.commands import Commands, add_text, day_of, said_in_one_line, text_typed
from kuvend.foundation.core.problems import UsageProblem

PROCESS_EXAMPLES = """\
examples:
  kuvend process list
  kuvend process set-up --key suggestions --title-sq "Sugjerime" --title-en "Suggestions" \\
      --summary-sq "Çfarë duhet të jetë më mirë." --summary-en "What should be better." --from 2026-12-01
  kuvend activity announce --process suggestions --kind ideas --owner akshi --title-en "What should be better?" \\
      --summary-en "Tell us at any time." --opens 2026-12-01
  kuvend process end suggestions --reason-sq "Kërkesat shkojnë te ministria." \\
      --reason-en "Requests go to the ministry."

It has no last day, no stages and no plan, and never becomes the process that the first page tells of.
"""
TITLE, SUMMARY = 200, 2000  # characters, as in the form of the desk
EXAMPLES = """\
examples:
  kuvend activity list
  kuvend activity announce --process albania-2020-2022 --kind ideas --owner akshi \\
      --title-sq "Ide për planin" --title-en "Ideas for the plan" --opens 2026-12-01 --closes 2026-12-31

It opens when its first day begins and closes when its last day is over. The new id is printed alone, so that
  kuvend import contributions ideas.csv --activity $(kuvend activity announce …)
works. A text for comments is written at the desk, under Activities.
"""


def register(commands: Commands) -> None:
    """Add the command groups."""
    _register_processes(commands)
    group = commands.group(
        "activity",
        help="list activities, announce one",
        description="Activities: ways to take part, each with its kind, its days and its rules.",
        epilog=EXAMPLES,
    )
    group.add("list", help="show all activities, with their ids").set_defaults(run=show)
    announcing = group.add("announce", help="announce an activity and print its id")
    announcing.add_argument("--process", metavar="KEY", required=True, help="as in the plan's file")
    announcing.add_argument("--kind", required=True, help="the way to take part, such as ideas")
    add_text(announcing, "title", "title", languages=commands.languages)
    add_text(announcing, "summary", "what it is about", languages=commands.languages)
    announcing.add_argument("--owner", metavar="KEY", required=True, help="the institution that asks, and answers")
    announcing.add_argument("--scope", metavar="KEY", help="a policy goal or component (default: the whole process)")
    announcing.add_argument("--stage", metavar="KEY", help="the stage of the process it belongs to")
    announcing.add_argument("--opens", metavar="DAY", required=True, help="first day, 2026-05-31")
    announcing.add_argument("--closes", metavar="DAY", help="last day; none in a standing process: it stays open")
    announcing.add_argument("--moderation", choices=["before", "after"], default="after", help="(default: after)")
    announcing.add_argument("--working-days", metavar="N", type=int, default=20, help="for an answer (default: 20)")
    announcing.add_argument("--no-answers", action="store_true", help="no answer of its own is owed to each")
    announcing.set_defaults(run=announce)


def _register_processes(commands: Commands) -> None:
    group = commands.group(
        "process",
        help="list processes, set up a standing one, end it",
        description="Processes: a plan's comes with its plan; one without a last day is set up and ended here.",
        epilog=PROCESS_EXAMPLES,
    )
    group.add("list", help="show all processes, with their ids").set_defaults(run=show_processes)
    setting_up = group.add("set-up", help="set up a process without a last day and print its id")
    setting_up.add_argument("--key", required=True, metavar="KEY", help="a short name that does not change")
    add_text(setting_up, "title", "title", languages=commands.languages)
    add_text(setting_up, "summary", "what it is for", languages=commands.languages)
    setting_up.add_argument("--from", dest="first", metavar="DAY", required=True, help="first day, 2026-05-31")
    setting_up.set_defaults(run=set_up)
    ending = group.add("end", help="end a standing process, and with it what people can take part in there")
    ending.add_argument("key", metavar="KEY", help="the short name of the process")
    add_text(ending, "reason", "why; everybody reads it", languages=commands.languages)
    ending.set_defaults(run=end)


def show_processes(args: argparse.Namespace) -> int:
    """Print one line a process, the latest first."""
    from kuvend.foundation.processes.models import Process

    rows = Process.objects.order_by("-from_date", "-pk")
    for process in rows:
        days = f"{process.from_date} – {process.last_day or '…'}{' (ended)' if process.ended_at else ''}"
        print(f"{process.public_id}  {process.key}  {days}  {process.title}")
    if not rows:
        print("There is no process yet.")
    return 0


def set_up(args: argparse.Namespace) -> int:
    """Set up the standing process and print its id. Raises UsageProblem."""
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.processes.actions import set_up_standing_process
    from kuvend.foundation.processes.standing import KEY

    if not re.fullmatch(KEY, args.key):
        raise UsageProblem(f"--key: {args.key!r} is not made of at most 80 small letters, digits and hyphens")
    with said_in_one_line():
        process = set_up_standing_process(
            actor=HOUSE,
            key=args.key,
            title=title_of(args),
            summary=summary_of(args),
            from_date=day_of(args.first, "--from"),
            at=now(),
        )
    print(process.public_id)
    return 0


def end(args: argparse.Namespace) -> int:
    """End the standing process and say what ended with it. Raises UsageProblem."""
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.core.text import localized
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.processes.actions import end_standing_process
    from kuvend.foundation.processes.models import Process
    from kuvend.foundation.processes.standing import ways_left

    process, at = row_with_key("KEY", Process.objects, args.key), now()
    if process.ended_at:
        print(f"{args.key} ended on {process.last_day} already.")
        return 0
    ways = {way.public_id: way.version for way in ways_left(process, at)}
    with said_in_one_line():
        end_standing_process(
            actor=HOUSE, process=process, reason=localized(text_typed(args, "reason")), seen_versions=ways, at=at
        )
    ended = "1 activity" if len(ways) == 1 else f"{len(ways)} activities"
    print(f"{args.key} is ended; {ended} ended with it.")
    return 0


def show(args: argparse.Namespace) -> int:
    """Print one line an activity, the latest announced first."""
    from kuvend.foundation.core.clock import local_date
    from kuvend.foundation.processes.models import Activity

    rows = Activity.objects.select_related("process").order_by("-pk")
    for activity in rows:
        days = f"{local_date(activity.opens_at)} – {activity.last_day or '…'}"
        print(f"{activity.public_id}  {activity.process.key}  {activity.kind:<8}  {days}  {activity.title}")
    if not rows:
        print("There is no activity yet.")
    return 0


def announce(args: argparse.Namespace) -> int:
    """Announce the activity and print its id. Raises UsageProblem."""
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.processes.actions import publish_activity

    with said_in_one_line():
        activity = publish_activity(actor=HOUSE, activity=_activity(args), at=now())
    print(activity.public_id)
    return 0


def _activity(args: argparse.Namespace) -> Any:
    """Return the activity that was asked for as an unsaved row, each part checked."""
    from kuvend.foundation.core.clock import end_of_day, start_of_day
    from kuvend.foundation.people.models import Institution, Scope
    from kuvend.foundation.processes.kinds import kind_names
    from kuvend.foundation.processes.models import Activity, Process, Stage

    if args.kind not in kind_names():
        raise UsageProblem(f"--kind: there is no kind {args.kind!r}; there are {', '.join(kind_names())}")
    process = row_with_key("--process", Process.objects.select_related("scope"), args.process)
    title, summary = title_of(args), summary_of(args)
    if not title:
        raise UsageProblem(f"give {title_options(args)}")
    return Activity(
        process=process,
        kind=args.kind,
        title=title,
        summary=summary,
        owner=row_with_key("--owner", Institution.objects, args.owner),
        scope=row_with_key("--scope", Scope.objects, args.scope) if args.scope else process.scope,
        stage=row_with_key("--stage", Stage.objects.filter(process=process), args.stage) if args.stage else None,
        opens_at=start_of_day(day_of(args.opens, "--opens")),
        closes_at=end_of_day(day_of(args.closes, "--closes")) if args.closes else None,
        moderation=args.moderation,
        answer_working_days=args.working_days,
        answers_owed=not args.no_answers,
    )


def title_options(args: argparse.Namespace) -> str:
    """Return the options that give a title, of which one is needed."""
    return " or ".join(f"--title-{code}" for code in text_typed(args, "title"))


def title_of(args: argparse.Namespace) -> Any:
    """Return the title by language, each on one line. Raises UsageProblem for one that is too long."""
    from kuvend.foundation.core.text import localized
    from kuvend.foundation.core.words import one_line

    return short(localized({code: one_line(typed) for code, typed in text_typed(args, "title").items()}), TITLE)


def summary_of(args: argparse.Namespace) -> Any:
    """Return what an activity is about, by language. Raises UsageProblem for one that is too long."""
    from kuvend.foundation.core.text import localized

    return short(localized(text_typed(args, "summary")), SUMMARY)


def short(text: Any, most: int) -> Any:
    """Return a text by language whose values have at most so many characters, as at the desk. Raises UsageProblem."""
    noun = "title" if most == TITLE else "summary"
    for code, words in text.items():
        if len(words) > most:
            raise UsageProblem(f"the {noun} has {len(words)} characters (at most {most}): give --{noun}-{code}")
    return text


def row_with_key(option: str, rows: Any, key: str) -> Any:
    """Return the row with this key. Raises UsageProblem, naming those that there are."""
    row = rows.filter(key=key).first()
    if row is None:
        keys = ", ".join(rows.order_by("key").values_list("key", flat=True))
        raise UsageProblem(f"{option}: there is no {key!r}; " + (f"there are {keys}" if keys else "there is none yet"))
    return row
