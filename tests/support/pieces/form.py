"""A form with every kind of field, sent with mistakes, for the page of pieces."""

from __future__ import annotations

from django import forms


class SampleForm(forms.Form):
    """What a person would be asked."""

    title = forms.CharField(label="Your idea in one sentence", error_messages={"required": "Say it in one sentence."})
    body = forms.CharField(
        label="What should change, and why", help_text="As you would tell a neighbour.", widget=forms.Textarea
    )
    category = forms.ChoiceField(label="What it is about", choices=[("services", "Services"), ("budget", "Budget")])
    status = forms.ChoiceField(
        label="How far is it?", choices=[("limited", "limited"), ("completed", "completed")], widget=forms.RadioSelect
    )


def wrong_form() -> SampleForm:
    """The form as it comes back: one field is empty."""
    return SampleForm({"body": "Children walk it in the dark.", "category": "services", "status": "limited"})
