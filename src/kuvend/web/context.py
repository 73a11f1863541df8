"""What every page's frame needs: names, the language switch."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from kuvend.foundation.core.confirmations import done_in
from kuvend.foundation.core.instance import in_language, instance

MOST_PATH = 200


def _in(code: str, path: str, language: str) -> str:
    """Return the address of the same page in another language, the first page where its address has no language."""
    here = f"/{language}/"
    return f"/{code}/{path.removeprefix(here)}" if path.startswith(here) else f"/{code}/"


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's values; no SQL and nothing about who is looking."""
    language = get_language() or settings.LANGUAGE_CODE
    path = request.get_full_path() if request.method == "GET" else request.path
    identity = instance()
    other_languages = [(code, name, _in(code, path, language)) for code, name in settings.LANGUAGES if code != language]
    return {
        "site_name": settings.SITE_NAME.get(language, ""),
        "operator": in_language(identity.operator, language),
        "contact": identity,
        "contact_address": in_language(identity.address, language),
        "barrier_page": request.path[:MOST_PATH] if getattr(request, "kuvend_access", "") == "public" else "",
        "done": done_in(request),
        "further": bool(request.GET.get("after")),
        "other_languages": other_languages,
        "demo": settings.KUVEND_DEMO,
        "shared_page": getattr(request, "kuvend_access", "") in {"public", "missing"},
    }
