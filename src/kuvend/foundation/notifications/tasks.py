"""Mail leaves by a job: asked for when letters are queued, and every half minute in case that was lost.

Officials are reminded by another one, in the morning.
"""

from time import monotonic
from zoneinfo import ZoneInfo

from django.conf import settings

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import now
from kuvend.foundation.notifications import actions, mailbox

REMIND_HOUR = 7
RUN_SECONDS = 20.0  # of one delivery: then the job ends and asks for itself, so that a worker can be stopped


@jobs.job("mail.deliver", lane="mail", lock="mail")
def deliver() -> None:
    """Send queued letters until none is left that can be sent now, or the time of one run is over."""
    until = monotonic() + RUN_SECONDS

    def enough() -> bool:
        return monotonic() > until

    while (sent := actions.deliver(at=now(), enough=enough)) == actions.BATCH and not enough():
        pass
    if sent and enough():
        jobs.ask("mail.deliver")


jobs.every("* * * * * */30", "mail.deliver")


@jobs.job("mailbox.forget_unowned")
def forget_unowned() -> None:
    """Delete letters in the mailbox that are nobody's."""
    mailbox.forget_unowned(at=now())


jobs.every("41 * * * *", "mailbox.forget_unowned")


@jobs.job("mail.remind")
def remind() -> None:
    """Queue the day's reminders from seven in the morning on, by the clock where the instance is.

    Asked for every hour, so that a machine that stood still at seven still reminds; a day has one letter for each.
    """
    at = now()
    if at.astimezone(ZoneInfo(settings.TIME_ZONE)).hour >= REMIND_HOUR:
        actions.queue_reminders(at=at)


jobs.every("0 * * * *", "mail.remind")
