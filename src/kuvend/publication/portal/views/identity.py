"""The face of this instance: its logo, and the one colour that it may choose."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from kuvend.foundation.core.access import public
from kuvend.foundation.core.instance import LOGO_TYPES, instance


@public
def logo(request: HttpRequest) -> HttpResponse:
    """Serve the operator's logo; as a picture it runs nothing, whatever it contains."""
    path = instance().logo
    if path is None or not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type=LOGO_TYPES[path.suffix.lower()])


@public
def face(request: HttpRequest) -> HttpResponse:
    """Serve the accent colour as a stylesheet."""
    if not instance().accent:
        raise Http404
    return HttpResponse(f":root {{ --accent: {instance().accent}; }}\n", content_type="text/css")
