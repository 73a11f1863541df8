"""The form of a reason in all languages, with which something is done that everybody reads about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.texts import TextsField, TextsForm

LONGEST_REASON = 2000


class ReasonForm(TextsForm):
    """Why something is done, in each language of the site; everybody reads it."""

    reason = TextsField(label=_("Reason"), rows=3, most=LONGEST_REASON, required_in_each=_("Say why, in %(language)s."))
