"""What the JSON API says where it has nothing to give: one sentence, as JSON, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

BEFORE = "/api/v1/"


def is_of_api(path: str) -> bool:
    """Tell whether an address is one of the API, where every answer is JSON."""
    return path.startswith(BEFORE)


def unreadable(request: HttpRequest) -> HttpResponse:
    """Say that what was asked of the API cannot be read at all (400)."""
    return sentence(request, _("This request cannot be read."), 400)


def read_only(request: HttpRequest, methods: Sequence[str]) -> HttpResponse:
    """Say that the API is only read (405)."""
    answer = sentence(request, _("The API is read only: it answers GET and HEAD."), 405)
    answer["Allow"] = ", ".join(methods)
    return answer


def sentence(request: HttpRequest, words: object, status: int) -> HttpResponse:
    """Answer with one sentence in the reader's language, which any page may read."""
    with translation.override(translation.get_language_from_request(request)):
        answer = JsonResponse({"detail": str(words)}, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
