"""Style sheets, scripts and pictures, gathered under hashed names before the web server starts."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from kuvend.web.embedded import locks


def collect() -> None:
    """Gather the static files into STATIC_ROOT unless they are those of the last time."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    seal = root / ".sources"
    with locks.alone(root / ".lock"):
        sources = _sources()
        if not seal.exists() or seal.read_text() != sources:
            call_command("collectstatic", interactive=False, clear=False, verbosity=0)
            seal.write_text(sources)


def _sources() -> str:
    """Return a digest of what there is to gather: names, sizes and times of change."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda source: source[0]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
