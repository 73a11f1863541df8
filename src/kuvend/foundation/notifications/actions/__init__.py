"""What can be done with mail: letters are queued once, and sent; officials are reminded once a day."""

from kuvend.foundation.notifications.actions.changed import tell_concerned
from kuvend.foundation.notifications.actions.mail import BATCH, TRIES, deliver, message_id, queue_letters
from kuvend.foundation.notifications.actions.reminding import choose_reminders, queue_reminders

__all__ = [
    "BATCH",
    "TRIES",
    "choose_reminders",
    "deliver",
    "message_id",
    "queue_letters",
    "queue_reminders",
    "tell_concerned",
]
