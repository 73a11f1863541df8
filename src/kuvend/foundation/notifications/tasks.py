"""Mail leaves by a job: asked for when letters are queued, and every half minute in case that was lost.

Officials are reminded by another one, in the morning.
"""

from zoneinfo import ZoneInfo

from django.conf import settings

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.foundation.notifications import actions

REMIND_HOUR = 7


@jobs.job("mail.deliver")
def deliver() -> None:
    """Send queued letters until none is left that can be sent now."""
    while actions.deliver(at=now()) == actions.BATCH:
        pass


jobs.every("* * * * * */30", "mail.deliver")


@jobs.job("mail.remind")
def remind() -> None:
    """Queue the day's reminders from seven in the morning on, by the clock where the instance is.

    Asked for every hour, so that a machine that stood still at seven still reminds; a day has one letter for each.
    """
    at = now()
    if at.astimezone(ZoneInfo(settings.TIME_ZONE)).hour >= REMIND_HOUR:
        actions.queue_reminders(at=at)


jobs.every("0 * * * *", "mail.remind")
