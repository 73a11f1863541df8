"""What the list of all contributions can be narrowed by."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.kinds import word_kinds
from kuvend.foundation.contributions.languages import OTHER, language_name, written_languages
from kuvend.foundation.core.filter_bar import Choice, FilterBar, Words, span, with_words
from kuvend.foundation.core.literals import as_code
from kuvend.foundation.people.models import Institution
from kuvend.foundation.places.queries import in_place, offered_places
from kuvend.foundation.processes.models import Process
from kuvend.publication.portal.queries.records import BESIDE, LATEST, OLDEST, SHOWS, VERDICTS


def _institutions(about: Any) -> list[tuple[str, Any]]:
    rows = Institution.objects.values_list("public_id", "name")
    return sorted(((public_id, str(name)) for public_id, name in rows), key=lambda row: row[1])


def _processes(about: Any) -> list[tuple[str, Any]]:
    return list(Process.objects.order_by("-pk").values_list("public_id", "title"))


def _languages(about: Any) -> list[tuple[str, Any]]:
    return [*written_languages().items(), (OTHER, language_name(OTHER))]


def _places(about: Any) -> list[tuple[str, Any]]:
    return [(place.code, place.full_name) for place in offered_places()]


CONTRIBUTIONS = FilterBar(
    filters=(
        Words(condition=with_words()),
        Choice(
            name="show",
            label=_("State"),
            choices=lambda about: [*list(SHOWS.items())[1:], *VERDICTS.items()],
            beside=lambda about: BESIDE.items(),
            any_code="all",
        ),
        Choice(
            name="kind",
            label=_("Kind"),
            choices=lambda about: [(kind.name, kind.label) for kind in word_kinds()],
            condition=lambda value: Q(kind=as_code(value)),
        ),
        Choice(
            name="language",
            label=_("Language"),
            choices=_languages,
            condition=lambda value: Q(language=as_code(value)),
        ),
        Choice(name="institution", label=_("Institution"), choices=_institutions),
        Choice(name="place", label=_("Place"), choices=_places, condition=in_place),
        Choice(name="process", label=_("Process"), choices=_processes),
        *span("posted_at"),
    ),
    orders=((LATEST, _("Latest first")), (OLDEST, _("Oldest first"))),
)
