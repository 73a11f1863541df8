"""How somebody appears is chosen where the first words are written, before anybody reads them."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.writing import WrittenForm
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.door.fields import LineField
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.processes.models import Activity, Participant


class FirstWordsForm(WrittenForm):
    """Words, and the name beside them where the person says something in the process for the first time.

    `participant`: the person's participant in the process, once there is one; the name is then changed on *my page*.
    """

    name = LineField(
        label=_("Name to show (not required)"),
        most=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        help_text=_(
            "Leave it empty to appear under a pseudonym, such as a tree and a number. Everyone sees it beside your "
            "words in this process; where a moderator reads first, only once it has been read. You can change "
            "it on My page."
        ),
    )

    def __init__(self, *args: Any, participant: Participant | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participant = participant
        if participant is not None:
            del self.fields["name"]


def name_with_words(form: FirstWordsForm) -> AbstractContextManager[None]:
    """Return the transaction of a name and the words under it; who is known brings words only, which have their own."""
    return transaction.atomic() if form.participant is None else nullcontext()


def appear(form: FirstWordsForm, *, actor: Actor, activity: Activity, at: datetime) -> bool:
    """Show the name that the form brings, if it brings one; False, with the reason in the form, when it may not be.

    The caller opened `name_with_words`, in which the words follow, so that a name never stands without them.
    """
    name = form.cleaned_data.pop("name", "")
    if not name or actor.person_id is None:
        return True
    try:
        show_name(person_id=actor.person_id, process=activity.process, name=name, activity=activity, at=at)
    except NotAllowed as error:
        form.add_error("name", str(error.reason))
        return False
    return True
