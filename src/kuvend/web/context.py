"""What every page's frame needs: names, navigation, the language switch."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's values; no SQL and nothing about who is looking."""
    language = get_language() or settings.LANGUAGE_CODE
    path = request.get_full_path() if request.method == "GET" else request.path
    other = [(code, name, translate_url(path, code)) for code, name in settings.LANGUAGES if code != language]
    return {
        "site_name": settings.SITE_NAME.get(language, ""),
        "navigation": settings.NAVIGATION,
        "other_languages": other,
        "demo": settings.KUVEND_DEMO,
        "shared_page": getattr(request, "kuvend_access", "") in {"public", "missing"},
    }
