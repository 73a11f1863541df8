"""The forms of statements."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.appearing import FirstWordsForm
from kuvend.foundation.core.door.fields import LineField
from kuvend.foundation.core.door.texts import TextsField, TextsForm
from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.core.languages import in_a_language, language_marks
from kuvend.foundation.people.actor import Actor
from kuvend.participation.deliberation.enums import Value, WhoAdds
from kuvend.participation.deliberation.models import (
    FEWEST_GROUPS,
    LEAST_MINIMUM_VOTERS,
    MOST_GROUPS,
    WORDS_LENGTH,
    Deliberation,
    Statement,
)
from kuvend.participation.deliberation.queries.rows import statement as statement_by_id
from kuvend.participation.deliberation.rules import MOST_MINIMUM_VOTERS, may_classify, may_merge, may_set_minimum


class VoteForm(forms.Form):
    """An answer to one statement."""

    vote = forms.TypedChoiceField(choices=[(str(value.value), value.label) for value in Value], coerce=int)


class StatementForm(FirstWordsForm):
    """A statement of one's own; `anyway` once similar ones were shown."""

    words = LineField(
        label=_("Your statement"),
        help_text=_("One thought in one sentence, so that others can agree or disagree with all of it."),
        fewest=8,
        most=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your statement.")},
    )
    place = LineField(
        label=_("Place (not required)"),
        most=120,
        required=False,
        help_text=_("A town or a village, if it is about one."),
    )
    anyway = forms.BooleanField(label=_("None of these says it. Add mine."), required=False)


class RulesForm(forms.Form):
    """Who adds statements, from how many voters on numbers are shown, in how many groups the map parts people."""

    who_adds = forms.ChoiceField(label=_("Who adds statements"), choices=WhoAdds.choices, widget=forms.RadioSelect)
    minimum_voters = forms.IntegerField(
        label=_("Numbers show from so many voters on"),
        help_text=_("Below this number nobody sees how anybody answered. It cannot be lowered once people vote."),
        min_value=LEAST_MINIMUM_VOTERS,
        max_value=MOST_MINIMUM_VOTERS,
    )
    groups = forms.TypedChoiceField(
        label=_("Groups of the map"),
        help_text=_("A number that you set is told on the page of results."),
        choices=[
            ("", _("as many as the map finds")),
            *((str(k), str(k)) for k in range(FEWEST_GROUPS, MOST_GROUPS + 1)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, actor: Actor, deliberation: Deliberation, **kwargs: Any) -> None:
        earlier = {
            "who_adds": deliberation.who_adds,
            "minimum_voters": deliberation.minimum_voters,
            "groups": "" if deliberation.groups is None else str(deliberation.groups),
        }
        super().__init__(*args, **{"initial": earlier, **kwargs})
        self.actor, self.deliberation = actor, deliberation

    def clean_minimum_voters(self) -> int:
        """Return the number, which the rule must allow."""
        minimum: int = self.cleaned_data["minimum_voters"]
        if not (permission := may_set_minimum(self.actor, self.deliberation, minimum)):
            raise forms.ValidationError(str(permission.reason))
        return minimum


class SeedForm(TextsForm):
    """A statement of the institution that asks, by language."""

    words = TextsField(
        label=_("Statement"), most=WORDS_LENGTH, required_in_one=_("Write the statement in one language at least.")
    )
    meta = forms.BooleanField(label=_("It is about the person who answers (“I live in …”)"), required=False)


class TendForm(forms.Form):
    """What an official does with one statement: translate it; while people vote also say its sort, and merge it."""

    translation = LineField(
        help_text=_("For all to read. The words that were written stand beside them."),
        most=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen_words = LineField(most=400, required=False, widget=forms.HiddenInput)
    meta = forms.BooleanField(
        label=_("It is about the person who answers (“I live in …”)"),
        help_text=_("It is asked, but it does not shape the map and is not a result."),
        required=False,
    )
    into = LineField(
        label=_("It says the same as (number of a statement)"),
        help_text=_("It is then no longer shown; its page leads to the other one. Its votes stay with its own words."),
        most=200,
        required=False,
    )
    ask_again = forms.BooleanField(label=_("Show it again: it is no longer merged"), required=False)

    def __init__(
        self, *args: Any, language: str, statement: Statement, actor: Actor, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.statement, self.actor, self.at = language, statement, actor, at
        self.fields["translation"].label = in_a_language(_("Its words"), language)
        self.fields["translation"].widget.attrs |= language_marks(language)
        if not language:  # a site with this one alone
            del self.fields["translation"], self.fields["seen_words"]
        merged, may = statement.contribution.continues, bool(may_classify(actor, statement, at))
        for name, offered in (("meta", may), ("into", may and not merged), ("ask_again", may and merged)):
            if not offered:
                del self.fields[name]

    def clean_into(self) -> Statement | None:
        """Return the statement that was named by its number or its address, which the rule must let it merge into."""
        typed: str = self.cleaned_data["into"]
        if not typed:
            return None
        public_id = read_public_id(typed.strip().rstrip("/").rsplit("/", 1)[-1])
        into = statement_by_id(public_id) if public_id else None
        if into is None:
            raise forms.ValidationError(_("There is no statement with this number."))
        if not (permission := may_merge(self.actor, self.statement, into, self.at)):
            raise forms.ValidationError(str(permission.reason))
        return into
