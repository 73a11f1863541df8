"""What a page says when it opens after a deed: a word in its address (`?done=…`), a sentence for each, no session.

The page is the same for everyone who opens the address. base.html draws the sentence and puts it into the title.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "supported": _("Each support is counted at once; who gives it is never shown."),
    "taken-back": _("A support that is taken back is no longer counted."),
    "changed": _("Your change is kept."),
    "withdrawn": _("Your words are withdrawn."),
    "mandate-given": _("The mandate is given."),
    "mandate-dormant": _(
        "The mandate is given. It is dormant until somebody who may give every mandate of this person vouches for them."
    ),
    "mandate-ended": _("The mandate ends on the day you chose."),
    "mandate-over": _("The mandate has ended."),
    "confirmed": _("The person is confirmed."),
    "activity-corrected": _("The change is published."),
    "activity-changed": _("The change is published. Whoever took part gets an e-mail."),
    "process-set-up": _("The process is set up. What people can take part in there is announced under Activities."),
    "process-ended": _("The process is ended. Whoever took part in what closed gets an e-mail with your reason."),
    "draft-published": _("The text is published."),
    "barrier-answered": _("The answer is published."),
    "stage-moved": _("The new dates are published."),
    "stage-stepped": _("The stage is where you put it."),
    "evidence-named": _("The evidence is on record."),
    "calendar-published": _("The calendar is published."),
    "plan-submitted": _("The submission is on record."),
    "reported": _("The report is published."),
    "assessed": _("The assessment is published."),
    "draft-kept": _("The draft is kept. Colleagues who may publish it can read and change it."),
    "draft-deleted": _("The draft is deleted."),
    "kept": _("The draft is kept. Nothing is published yet."),
    "announced": _("It is announced."),
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
    "decided": _("Decided."),
}


def done_at(address: str, deed: str, *, part: str = "") -> HttpResponseRedirect:
    """Lead to the page that says what was done; to a `part` of it only where that was asked for.

    A fragment takes the focus from the sentence.
    """
    if deed not in SENTENCES:
        raise KeyError(deed)
    return HttpResponseRedirect(f"{address}{'&' if '?' in address else '?'}done={deed}{part and f'#{part}'}")


def done_word(request: HttpRequest) -> str:
    """Return the deed that an address tells of; "" when it tells of none, or a form was sent to it.

    A form is sent to the address of its page. What then is drawn says what lacks, or was refused: nothing was done.
    """
    if request.method not in {"GET", "HEAD"} or getattr(request, "kept_form", False):
        return ""
    return request.GET.get("done", "")


def done_in(request: HttpRequest) -> str:
    """Return the sentence that an address asks for, "" when it asks for none."""
    return str(SENTENCES.get(done_word(request), ""))
