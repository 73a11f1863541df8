"""What pages say after deeds at the desk."""

from django.utils.translation import gettext_lazy as _

CONFIRMATIONS = {
    "mandate-given": _("The mandate is given."),
    "mandate-dormant": _(
        "The mandate is given. It is dormant until somebody who may give every mandate of this person vouches for them."
    ),
    "mandate-ended": _("The mandate ends on the day you chose."),
    "mandate-over": _("The mandate has ended."),
    "confirmed": _("The person is confirmed."),
    "activity-corrected": _("The change is published."),
    "activity-changed": _("The change is published. Whoever took part gets an e-mail."),
    "process-set-up": _("The process is set up. Announce its activities under Activities."),
    "document-filed": _("The document is published. Everybody can read it among the documents of the process."),
    "document-superseded": _("The new version is published. Everybody can read it among the documents of the process."),
    "document-redacted": _(
        "The redacted version is published among the documents of the process. Earlier versions can no longer be read."
    ),
    "process-corrected": _("The correction is published."),
    "process-ended": _("The process is ended. Whoever took part in what closed gets an e-mail with your reason."),
    "barrier-answered": _("The answer is published."),
    "stage-moved": _("The new dates are published."),
    "stage-stepped": _("The stage is where you put it."),
    "evidence-named": _("The evidence is on record."),
    "calendar-published": _("The calendar is published."),
    "draft-deleted": _("The draft is deleted."),
    "kept": _("The draft is kept. Nothing is published yet."),
    "announced": _("It is announced."),
    "announced-before": _(
        "It was announced already, perhaps in another window. What can still be changed is under Activities."
    ),
    "answer-published": _("The answer is published."),
    "answer-corrected": _("The correction is published."),
    "answer-deleted": _("The draft is deleted. What it was to answer waits again."),
    "passed-on": _("It is passed on. Its author gets an e-mail with your reason. You can take it back within an hour."),
    "passed-on-together": _(
        "They are passed on. Each author gets an e-mail with your reason. You can take each back within an hour."
    ),
    "duty-back": _("You took it back. Its author gets an e-mail."),
    "handed-back": _("It is handed back. Its author gets an e-mail with your reason."),
    "change-agreed": _("You agreed to the change. The authors of the words get an e-mail."),
    "change-refused": _(
        "You refused the change. The authors of the words get an e-mail; the institution that asked reads why."
    ),
    "merged": _("They are merged. The authors get an e-mail with your reason."),
    "merged-silently": _("They are merged."),
    "split": _("It is split. Its author gets an e-mail with your reason."),
    "split-silently": _("It is split."),
    "led-back": _("It is undone. The author gets an e-mail."),
    "led-back-silently": _("It is undone."),
    "text-led-on": _("It is published. The authors whose words landed in the text get an e-mail with your reason."),
    "text-led-on-silently": _("It is published."),
    "text-led-back-silently": _("It is taken back."),
    "text-led-back": _("It is taken back. The authors whose words landed in the text get an e-mail with your reason."),
    "decided": _("Decided."),
}
