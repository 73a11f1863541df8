"""NUL is no word, no id and no choice: nobody types it, and no text of PostgreSQL holds it. It goes at the door."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

NUL = "\x00"
View = Callable[..., HttpResponse]


def without_nul(view: View) -> View:
    """Return `view` as one to which no field of a form brings a NUL."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and any(NUL in value for _name, many in request.POST.lists() for value in many):
            typed = request.POST.copy()
            for name, many in request.POST.lists():
                typed.setlist(name, [value.replace(NUL, "") for value in many])
            request.POST = typed  # type: ignore[assignment]
        return view(request, *args, **kwargs)

    return wrapper
