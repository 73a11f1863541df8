"""A release: what is public of the votes moves in steps, for all pages and files at once.

What is held back, and why, says `releases/rules.py`. Everything is rounded where it is stored (`releases/rounding.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

from django.db import connection
from django.db.models import Q

from kuvend.engines.opinion import Votes
from kuvend.foundation.people.enums import SYSTEM
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import SALT_BYTES, ContentDigest, PersonalDigest, Subject
from kuvend.participation.deliberation import facts
from kuvend.participation.deliberation.ballots import groups_seal_of, seal_of
from kuvend.participation.deliberation.maps.previous import MemberRows
from kuvend.participation.deliberation.maps.result import MapResult, StatementRow, digest_of
from kuvend.participation.deliberation.maps.rows import read_ballots, read_statements, result_from
from kuvend.participation.deliberation.models import Deliberation, MapFile, MapState, Release
from kuvend.participation.deliberation.releases.findings import findings_of
from kuvend.participation.deliberation.releases.numbers import loosened, rounded_answers, weights_of
from kuvend.participation.deliberation.releases.rules import Waiting, may_close, slot_of, taken_while_open
from kuvend.participation.deliberation.releases.tables import tables_of

GRACE = timedelta(seconds=10)  # after closing, for votes that were cast before and are being written

WAITING = """
SELECT vote.participant_id, max(vote.voted_at)
FROM deliberation_vote vote JOIN contributions_contribution contribution ON contribution.id = vote.statement_id
WHERE contribution.activity_id = %s
  AND (vote.released IS NULL OR vote.released < vote.value OR vote.released > vote.value)
GROUP BY vote.participant_id HAVING max(vote.voted_at) <= %s ORDER BY max(vote.voted_at), vote.participant_id
"""

TAKE = """
UPDATE deliberation_vote vote SET released = vote.value FROM contributions_contribution contribution
WHERE contribution.id = vote.statement_id AND contribution.activity_id = %s AND vote.participant_id = ANY(%s)
  AND (vote.released IS NULL OR vote.released < vote.value OR vote.released > vote.value)
"""

KEEP_COUNTS = """
UPDATE deliberation_statement statement
SET agree_count = fresh.agrees, disagree_count = fresh.disagrees, pass_count = fresh.passes, priority = fresh.priority
FROM (
    SELECT counted.* FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[], %s::float8[])
         AS counted (id, agrees, disagrees, passes, priority)
    JOIN deliberation_statement known ON known.contribution_id = counted.id
    WHERE (known.agree_count, known.disagree_count, known.pass_count, known.priority)
        IS DISTINCT FROM (counted.agrees, counted.disagrees, counted.passes, counted.priority)
    ORDER BY counted.id DESC FOR NO KEY UPDATE OF known) fresh
WHERE statement.contribution_id = fresh.id
"""  # the latest first, as every deed locks statements, so that none waits in a circle


def release_if_due(deliberation: Deliberation, *, at: datetime) -> Release | None:
    """Publish a release if one may come at the latest slot, and return the latest, None before the first.

    After closing, the release of all ballots is drawn from the votes alone (`drawing.draw_closing`) and put on record,
    once for each closing.
    The caller opened the transaction and sees to it that only one runs at a time.
    """
    latest_release = Release.objects.select_related("file").filter(pk=deliberation.pk).first()
    slot = _slot_to_look_at(deliberation, at)
    if slot is None:
        return latest_release
    departed = Deliberation.objects.select_for_update(no_key=True).values_list("departed").get(pk=deliberation.pk)[0]
    closed = slot >= deliberation.activity.end
    waiting = Waiting(_waiting(deliberation.pk, by=at if closed else slot), departed)
    statements = read_statements(deliberation.pk)
    if closed:
        return _closed(deliberation, latest_release, waiting, statements, slot=slot, at=at)
    latest = latest_release.computed_at if latest_release else None
    take = taken_while_open(waiting, at=slot, latest=latest, minimum=deliberation.minimum_voters)
    return publish_release(deliberation, take, statements, at=slot) if take else latest_release


def _slot_to_look_at(deliberation: Deliberation, at: datetime) -> datetime | None:
    """Return the slot at which a release may come and of which nobody asked yet, None where that was done."""
    opens_at, closes_at = deliberation.activity.opens_at, deliberation.activity.end
    looked_at = deliberation.counted_at
    if at < closes_at:
        slot = slot_of(at, since=opens_at)
        return slot if looked_at is None or looked_at < slot else None
    if at < closes_at + GRACE:
        return None
    slot = slot_of(at - GRACE, since=closes_at)
    new = looked_at is None or looked_at < slot + GRACE or deliberation.closed_for != closes_at
    return slot if new else None


def _closed(
    deliberation: Deliberation,
    release: Release | None,
    waiting: Waiting,
    statements: list[StatementRow],
    *,
    slot: datetime,
    at: datetime,
) -> Release | None:
    if may_close(waiting, released=release is not None, minimum=deliberation.minimum_voters):
        everybody = [person for person, _last in waiting.people]
        fixed = bool(release and release.final and deliberation.closed_for == deliberation.activity.closes_at)
        release = publish_release(deliberation, everybody, statements, at=slot, final=True, fixed=fixed)
    elif release and not release.final:  # too few changed since: they stay out, and it stands as it is
        Release.objects.filter(pk=release.pk).update(final=True)
        release.final = True
    if _sealed(deliberation, release) and release:
        put(_closing(deliberation, release), at=at, role=SYSTEM)
    return release


def _waiting(activity_id: int, *, by: datetime) -> list[tuple[int, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [activity_id, by])
        return [(person, last) for person, last in cursor.fetchall()]


def publish_release(
    deliberation: Deliberation,
    take: Sequence[int],
    statements: list[StatementRow],
    *,
    at: datetime,
    final: bool = False,
    fixed: bool = False,
) -> Release:
    """Count these people's ballots as they are now, and keep the release that follows, whatever it differs by.

    The caller keeps the rules of `releases/rules.py`.

    Args:
        final: it counts the votes of the closing; drawn from the votes alone (`drawing.draw_closing`), with tables.
        fixed: it is not the first of this closing: people went since, and everybody else stays in their group.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [deliberation.pk, list(take)])
    Deliberation.objects.filter(pk=deliberation.pk).update(departed=0)
    votes = read_ballots(deliberation.pk)
    before = _before(deliberation.pk, votes, fixed=fixed) if final else b""
    exact = result_from(deliberation.pk, votes, groups=deliberation.groups, final=final, fixed=fixed)
    members = MemberRows.unpacked(exact.map.members if exact.map else b"")
    tables = tables_of(votes, statements, members) if final and votes is not None else {}
    result = loosened(exact.rounded())
    findings = findings_of(rounded_answers(result, statements)) if result.map else {}
    file = {"tables": tables, "weights": {} if final else weights_of(result, statements, findings)}
    release = _keep_release(deliberation, result, findings, file, at, final=final)
    MapState.objects.filter(pk=deliberation.pk).update(before=before)
    return release


def _before(activity_id: int, votes: Votes | None, *, fixed: bool) -> bytes:
    """Return who of these voters stood in which group of the release before the closing."""
    state = MapState.objects.filter(pk=activity_id).first()
    if state is None or votes is None:
        return b""
    rows = MemberRows.unpacked(bytes(state.before if fixed else state.members))
    return rows.among(votes.participants).packed()


def _keep_release(
    deliberation: Deliberation,
    result: MapResult,
    findings: dict[str, Any],
    file: dict[str, Any],
    at: datetime,
    *,
    final: bool,
) -> Release:
    new_map, counts = result.map, result.counts
    map_columns = {
        "mode": new_map.mode if new_map and findings else "",
        "k": len(findings["groups"]) if findings else 0,
        "result": findings,
        "lineage": {"ids": [new_map.names[one] for one in new_map.groups.ids]}
        if new_map and findings and final
        else {},
    }
    content = content_of(counts, result.voters, findings, **file)
    numbers = {"computed_at": at, "voters": result.voters, "votes": result.votes, "digest": digest_of(content)}
    release, _is_new = Release.objects.update_or_create(
        deliberation=deliberation, defaults={**numbers, **map_columns, "final": final}
    )
    release.file, _is_new = MapFile.objects.update_or_create(map=release, defaults={"counts": counts} | file)
    if new_map:
        MapState.objects.update_or_create(map=release, defaults={"axes": new_map.axes, "members": new_map.members})
    else:
        MapState.objects.filter(map=release).delete()  # it says who stood where
    _keep_counts(result, file["weights"])
    Activity.objects.filter(pk=deliberation.pk).update(people_count=result.voters)
    return release


def content_of(counts: Any, voters: int, result: Any, tables: Any, weights: Any) -> dict[str, Any]:
    """Return all numbers of a release: what its digest seals, and what map.json gives."""
    content = {"counts": counts, "voters": voters, "map": result or None, "tables": tables}
    return content | ({"weights": weights} if weights else {})


def _keep_counts(result: MapResult, weights: Mapping[str, float]) -> None:
    rows = result.statements
    columns: list[list[Any]] = [
        [one.id for one in rows],
        [one.agrees for one in rows],
        [one.disagrees for one in rows],
        [one.passes for one in rows],
        [weights.get(one.public_id) for one in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP_COUNTS, columns)


def _sealed(deliberation: Deliberation, release: Release | None) -> bool:
    """Keep the digest of the closing release; tell whether this closing had none. The row's lock lets one win."""
    closes_at = deliberation.activity.closes_at
    unsealed = Deliberation.objects.filter(Q(closed_for__isnull=True) | ~Q(closed_for=closes_at), pk=deliberation.pk)
    digest = release.digest if release else ""
    return unsealed.update(closed_for=closes_at, closed_digest=digest, ballots_salt=token_bytes(SALT_BYTES)) == 1


def _closing(deliberation: Deliberation, release: Release) -> facts.OpinionMapClosed:
    """Return the fact of a closing. The ballots are sealed with a salt: few of them could be guessed from a digest."""
    salt = bytes(Deliberation.objects.values_list("ballots_salt", flat=True).get(pk=deliberation.pk))
    return facts.OpinionMapClosed(
        activity=Subject(deliberation.activity.public_id),
        voters=release.voters,
        votes=release.votes,
        result=ContentDigest(release.digest),
        ballots=PersonalDigest(seal_of(deliberation.activity, salt)),
        groups=PersonalDigest(groups_seal) if (groups_seal := groups_seal_of(deliberation.activity, salt)) else None,
    )
