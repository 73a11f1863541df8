"""What moderators are reminded of: words that wait to be read, published ones nobody has read, reports."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import ngettext

from kuvend.foundation.moderation import queries
from kuvend.foundation.people.actor import Actor


def words_to_read(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return what waits for the actor as a moderator, each working day for as long as it waits."""
    waiting = queries.waiting(actor).order_by().count() + queries.versions_waiting(actor).order_by().count()
    unread, reported = queries.unread(actor).order_by().count(), len(queries.reported(actor))
    late = queries.unread(actor).order_by().filter(posted_at__lt=queries.overdue_before(at)).count()
    late += queries.waiting(actor).order_by().filter(posted_at__lt=queries.overdue_before(at)).count()
    desk = reverse("desk_moderate")
    lines = []
    if reported:
        sentence = ngettext("%(n)d contribution was reported.", "%(n)d contributions were reported.", reported)
        lines.append((sentence % {"n": reported}, f"{desk}#reported"))
    if waiting:
        sentence = ngettext("%(n)d waits to be read first.", "%(n)d wait to be read first.", waiting)
        lines.append((sentence % {"n": waiting}, desk))
    if unread:
        sentence = ngettext("%(n)d is published and not read yet.", "%(n)d are published and not read yet.", unread)
        lines.append((sentence % {"n": unread}, f"{desk}#unread"))
    if names := queries.names_unread(actor).order_by().count():
        sentence = ngettext("%(n)d name waits to be read.", "%(n)d names wait to be read.", names)
        lines.append((sentence % {"n": names}, f"{desk}#names"))
    if late:
        sentence = ngettext("%(n)d of them has waited too long.", "%(n)d of them have waited too long.", late)
        lines.append((sentence % {"n": late}, desk))
    return lines
