"""Files are made when what they hold has changed, and kept: whoever reads them costs nothing but the sending."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.languages import site_languages
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.datasets.writing import FORMATS, gzipped
from kuvend.foundation.record.models import Fact
from kuvend.publication.opendata import sitemap
from kuvend.publication.opendata.models import KeptFile, KeptPiece
from kuvend.publication.opendata.queries import newest_file

PIECE = 256 * 1024  # bytes, compressed
SMALL = 1_000_000  # bytes: a file below this is made anew with every deed
SECONDS_A_MEGABYTE = 10  # at least between two makings of a larger one, up to an hour
OFTEN = timedelta(hours=1)  # what is counted without a fact (support) is in the file after this
# After these nobody is to read any more what a file still holds: words that left the public ones, or gave their place
# to others, and names that did.
LEFT = ("contribution_hidden", "contribution_withdrawn", "contribution_taken_back", "name_hidden")
GAVE_PLACE = ("contribution_edited", "version_published", "version_hidden", "name_chosen", "name_read")
UNREAD = timedelta(minutes=10)  # after which nobody is in the middle of an earlier file

Write = Callable[[], Iterable[bytes]]


def is_due(file: KeptFile | None, *, newest: int, at: datetime) -> bool:
    """Tell whether a file is to be made anew; `newest` is the newest fact. A statement at most."""
    if file is None or file.seen_at is None or file.languages != _languages():
        return True
    age = at - file.seen_at
    if newest == file.fact or age < timedelta(0):
        return age >= OFTEN
    pause = timedelta(seconds=SECONDS_A_MEGABYTE * file.size / 1_000_000)
    if file.size < SMALL or age >= min(OFTEN, pause):
        return True
    return Fact.objects.filter(pk__gt=file.fact, type__in=_leaving_types(file.name)).exists()


def _languages() -> str:
    return " ".join(site_languages())


def holds_what_is_gone(file: KeptFile, *, newest: int) -> bool:
    """Tell whether a file holds words or names of people that left since it was made: nobody gets that one any more."""
    if newest == file.fact or not _is_of_people(file.name):
        return False
    return Fact.objects.filter(pk__gt=file.fact, type__in=_leaving_types(file.name)).exists()


def _leaving_types(name: str) -> tuple[str, ...]:
    return (*LEFT, *GAVE_PLACE) if _is_of_people(name) else LEFT


def _is_of_people(name: str) -> bool:
    dataset = datasets().get(name.partition(".")[0])
    return dataset is not None and dataset.of_people


def keep_file(name: str, write: Write, *, at: datetime) -> KeptFile | None:
    """Make a file and keep it; None when it is being made elsewhere. What has not changed keeps its date and digest.

    No transaction is open while it is written, unless the caller's is.
    """
    KeptFile.objects.filter(name=name, made_at=None, begun_at__lt=at - UNREAD).delete()  # cut short
    try:
        with transaction.atomic():
            file = KeptFile.objects.create(name=name, begun_at=at)
    except IntegrityError:
        return None
    try:
        return _fill(file, write, at)
    except BaseException:
        file.delete()
        raise


def _fill(file: KeptFile, write: Write, at: datetime) -> KeptFile:
    newest = Fact.objects.aggregate(newest=Max("pk"))["newest"] or 0
    before = newest_file(file.name)
    measured = _Measured(write())
    for number, piece in enumerate(_pieces(gzipped(measured))):
        KeptPiece.objects.create(file=file, number=number, content=piece)
        file.pieces = number + 1
    file.digest, file.size, file.made_at = measured.digest, measured.size, at
    if before and before.digest == file.digest:
        file.delete()
        file = before
    file.seen_at, file.fact, file.languages = at, newest, _languages()
    file.save()
    earlier = KeptFile.objects.filter(name=file.name, made_at__isnull=False, begun_at__lt=at - UNREAD)
    earlier.exclude(pk__in=[file.pk, before.pk if before else 0]).delete()
    return file


class _Measured:
    """Passes parts on and knows afterwards how many bytes they were, and their digest."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts
        self._digest = hashlib.blake2b(digest_size=16)
        self.size = 0

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self._digest.update(part)
            self.size += len(part)
            yield part


def _pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    buffer = bytearray()
    for part in parts:
        buffer += part
        if len(buffer) >= PIECE:
            yield bytes(buffer)
            buffer.clear()
    yield bytes(buffer)


def keep_files(*, at: datetime) -> int:
    """Make every file anew that is due; how many were."""
    newest = Fact.objects.aggregate(newest=Max("pk"))["newest"] or 0
    due = [(name, write) for name, write in _files(at) if is_due(newest_file(name), newest=newest, at=at)]
    return sum(keep_file(name, write, at=at) is not None for name, write in due)


def _files(at: datetime) -> Iterator[tuple[str, Write]]:
    for name in datasets():
        for kind in FORMATS:
            yield f"{name}.{kind}", dataset_writer(name, kind, at=at)
    yield sitemap.INDEX, sitemap.index_file
    for part, number in sitemap.parts():
        yield sitemap.part_name(part, number), sitemap_writer(part, number)


def dataset_writer(name: str, kind: str, *, at: datetime) -> Write:
    """Return what writes a dataset in a format."""
    return lambda: FORMATS[kind][0](datasets()[name], today=local_date(at))


def sitemap_writer(part: str, number: int) -> Write:
    """Return what writes a part of the map for search engines."""
    return lambda: sitemap.part_file(part, number)
