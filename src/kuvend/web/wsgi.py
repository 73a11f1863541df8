"""The WSGI application that gunicorn serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuvend.web.settings")
os.environ["KUVEND_PART"] = "web"  # before the settings are read: requests wait less long than jobs (database.py)
_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request under the scheme that the public uses (KUVEND_SCHEME), whatever a proxy says or leaves out."""
    from django.conf import settings

    environ["wsgi.url_scheme"] = settings.KUVEND_SCHEME
    return _django(environ, start_response)
