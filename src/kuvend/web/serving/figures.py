"""How the instance stands, in figures: the same ones for /readyz, /metrics and `kuvend doctor --json`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from kuvend.foundation.core.jobs import LANES
from kuvend.foundation.notifications.actions import TRIES

ALIVE_SECONDS = 60  # since a heartbeat of a worker, which sends one every 10
COUNTED = 10_000  # letters, at most: beyond that the number says nothing more


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Seconds are ages at this moment; None where there is nothing to have an age."""

    entries: int
    facts_waiting: int
    unsigned_seconds: float | None
    head_age_seconds: float | None
    reactions_failing: int
    facts_set_aside: int
    workers_alive: int
    worker_silent_seconds: float | None
    periodic_ahead_seconds: float | None
    periodic_late_seconds: float | None
    letters_waiting: int
    letter_waiting_seconds: float | None
    letters_given_up: int
    letter_sent_seconds: float | None
    oldest_transaction_seconds: float | None
    database_bytes: int
    oldest_job_seconds: dict[str, float]

    def flat(self) -> dict[str, float]:
        """Return what has a value, the lanes as names of their own."""
        plain = {name: value for name, value in asdict(self).items() if isinstance(value, int | float)}
        return plain | {f"oldest_job_seconds_{lane}": age for lane, age in self.oldest_job_seconds.items()}


STATE = """
WITH signed AS (SELECT coalesce(max(size), 0) AS size, max(signed_at) AS at
                  FROM record_checkpoint WHERE origin = %(origin)s),
     unsent AS (SELECT queued_at, tries FROM notifications_mail WHERE sent_at IS NULL
                 ORDER BY queued_at, id LIMIT %(counted)s),
     periodic AS (SELECT max(defer_timestamp) AS at FROM procrastinate_periodic_defers),
     late AS (SELECT at, extract(epoch FROM now()) - at AS seconds FROM periodic)
SELECT (SELECT coalesce(max(size), 0) FROM record_head) AS entries,
       (SELECT count(*) FROM record_fact WHERE index IS NULL) AS facts_waiting,
       (SELECT extract(epoch FROM now() - min(at)) FROM (
            (SELECT min(logged_at) AS at FROM record_fact WHERE index IS NULL) UNION ALL
            (SELECT logged_at FROM record_fact WHERE index = (SELECT size FROM signed))
       ) AS unsigned) AS unsigned_seconds,
       (SELECT extract(epoch FROM now() - at) FROM signed) AS head_age_seconds,
       (SELECT count(*) FROM record_cursor WHERE failed_at IS NOT NULL) AS reactions_failing,
       (SELECT count(*) FROM record_setaside) AS facts_set_aside,
       (SELECT count(*) FROM procrastinate_workers
         WHERE last_heartbeat > now() - make_interval(secs => %(alive)s)) AS workers_alive,
       (SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers) AS worker_silent_seconds,
       (SELECT greatest(-seconds, 0) FROM late WHERE at IS NOT NULL) AS periodic_ahead_seconds,
       (SELECT greatest(seconds, 0) FROM late WHERE at IS NOT NULL) AS periodic_late_seconds,
       (SELECT count(*) FROM unsent WHERE tries < %(tries)s) AS letters_waiting,
       (SELECT extract(epoch FROM now() - min(queued_at))
          FROM unsent WHERE tries < %(tries)s) AS letter_waiting_seconds,
       (SELECT count(*) FROM unsent WHERE tries >= %(tries)s) AS letters_given_up,
       (SELECT extract(epoch FROM now() - max(sent_at))
          FROM (SELECT sent_at FROM notifications_mail ORDER BY id DESC LIMIT 1000) AS latest) AS letter_sent_seconds,
       (SELECT extract(epoch FROM now() - min(xact_start)) FROM pg_stat_activity
         WHERE pid <> pg_backend_pid() AND backend_type = 'client backend') AS oldest_transaction_seconds,
       pg_database_size(current_database()) AS database_bytes
"""
WAITING = """
SELECT j.queue_name, extract(epoch FROM now() - min(e.at))
  FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
 WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at < now())
 GROUP BY j.queue_name
"""


def figures() -> Figures:
    """Read them, with two statements. Raises django.db.Error when the database or its tables are not there."""
    parameters: dict[str, str | int] = {
        "origin": settings.KUVEND_LOG_ORIGIN,
        "counted": COUNTED,
        "tries": TRIES,
        "alive": ALIVE_SECONDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATE, parameters)
        names = [column.name for column in cursor.description]
        state: dict[str, Any] = dict(zip(names, map(_number, cursor.fetchone()), strict=True))
        cursor.execute(WAITING)
        jobs = dict.fromkeys(LANES, 0.0) | {lane: float(age) for lane, age in cursor.fetchall()}
    return Figures(**state, oldest_job_seconds=jobs)


def _number(value: Any) -> float | int | None:
    return value if value is None or isinstance(value, int) else float(value)
