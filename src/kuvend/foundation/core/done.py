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
    "mandate-ended": _("The mandate ends on the day you chose."),
    "mandate-over": _("The mandate has ended."),
    "confirmed": _("The person is confirmed."),
    "activity-corrected": _("The change is published."),
    "activity-changed": _("The change is published. Whoever took part gets an e-mail."),
    "draft-published": _("The text is published."),
    "barrier-answered": _("The answer is published."),
    "stage-moved": _("The new dates are published."),
    "stage-stepped": _("The stage is where you put it."),
    "evidence-named": _("The evidence is on record."),
    "calendar-published": _("The calendar is published."),
    "plan-submitted": _("The submission is on record."),
    "reported": _("The report is published. Everyone whose words landed here gets an e-mail."),
    "assessed": _("The assessment is published. Everyone whose words landed here gets an e-mail."),
    "draft-kept": _("The draft is kept. Colleagues who may publish it can read and change it."),
    "draft-deleted": _("The draft is deleted."),
}


def done_at(address: str, deed: str) -> HttpResponseRedirect:
    """Lead to the page that says what was done; without a fragment, which would take the focus from the sentence."""
    if deed not in SENTENCES:
        raise KeyError(deed)
    return HttpResponseRedirect(f"{address}{'&' if '?' in address else '?'}done={deed}")


def done_in(request: HttpRequest) -> str:
    """Return the sentence that an address asks for, "" when it asks for none."""
    return str(SENTENCES.get(request.GET.get("done", ""), ""))
