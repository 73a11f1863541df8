"""What somebody typed, for a page that cannot draw it in its form: no words are lost by what happened meanwhile."""

from __future__ import annotations

from django.http import HttpRequest

from kuvend.foundation.core.door.kept_forms import is_own
from kuvend.foundation.core.door.sending import OTHER_FIELDS

ACCESS = {"signed_in", "official"}  # forms of people whom we know; of others nothing is repeated
SECRET = "password"  # noqa: S105 - a part of the names of fields


def typed_texts(request: HttpRequest) -> list[str]:
    """Return the texts of a sent form as they were typed: what has more than a word; none of a form of another site."""
    if request.method != "POST" or getattr(request, "kuvend_access", "") not in ACCESS or not is_own(request):
        return []
    sent = [(name, value.strip()) for name, values in request.POST.lists() for value in values]
    return [text for name, text in sent if " " in text and name not in OTHER_FIELDS and SECRET not in name]
