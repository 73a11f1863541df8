"""What a search can be narrowed by: the bar of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.filter_bar import Choice, Filter, FilterBar, Words, span
from kuvend.foundation.core.languages import name_to_reader, site_languages
from kuvend.foundation.core.wording import Tag
from kuvend.foundation.core.words import one_line
from kuvend.foundation.datasets.findable import findable_kinds
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.processes.models import Process
from kuvend.foundation.responses.findable import VERDICTS
from kuvend.publication.search.queries import marks
from kuvend.publication.search.queries.states import all_states

BEST, NEWEST = "best", "newest"
MOST_PARTS = 300  # goals and components that are offered
Options = Sequence[tuple[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Place(Filter):
    """The name of a place, as its letters are folded."""

    drawn_as = "text"

    def plain(self, text: str, options: Any) -> str | None:
        """Return the place in one line, None for what is no name."""
        place = one_line(text[: marks.LONGEST]).strip()
        return place if marks.place_code(place) else None


def _kinds(about: Any) -> Options:
    return [(code, naming.heading) for code, (_sort, naming) in findable_kinds().items()]


def _processes(about: Any) -> Options:
    return list(Process.objects.order_by("-pk").values_list("public_id", "title"))


def _institutions(about: Any) -> Options:
    rows = Institution.objects.values_list("public_id", "name")
    return sorted(((public_id, str(name)) for public_id, name in rows), key=lambda row: row[1])


def _parts(about: Any) -> Options:
    """Return the parts of processes (goals and components of plans) by the keys of their scopes."""
    parts = Scope.objects.filter(parent__parent__isnull=False).order_by("path")
    return list(parts.values_list("key", "title")[:MOST_PARTS])


def _tags(tags: Mapping[str, Tag]) -> Options:
    return [(code, tag.words) for code, tag in tags.items()]


def _languages(about: Any) -> Options:
    return [(code, name_to_reader(code)) for code in site_languages()]


SEARCH = FilterBar(
    filters=(
        Words(label=_("Words, or the number of a page")),
        Choice(name="kind", label=_("Kind"), choices=_kinds, any_label=_("everything")),
        Choice(name="process", label=_("Process"), choices=_processes),
        Choice(name="part", label=_("Goal or component"), choices=_parts),
        Choice(name="institution", label=_("Institution"), choices=_institutions),
        Place(name="place", label=_("Place")),
        Choice(name="state", label=_("State"), choices=lambda about: _tags(all_states())),
        Choice(name="verdict", label=_("Answer"), choices=lambda about: _tags(VERDICTS)),
        Choice(name="language", label=_("Language"), choices=_languages),
        *span("moment"),
    ),
    orders=((BEST, _("Best match first")), (NEWEST, _("Newest first"))),
)
