"""Reading ideas: what a list and a contribution's page add to the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kuvend.foundation.contributions.queries import NEWEST, SUPPORTED, ListedContribution, listed
from kuvend.foundation.core.filter_bar import Choice, FilterBar, Words, with_words
from kuvend.foundation.core.prepared import Prepared, ids_in
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.processes.models import Activity, Process, Topic
from kuvend.participation.ideas.enums import IDEA, Elsewhere
from kuvend.participation.ideas.models import Idea


@dataclass(frozen=True)
class IdeaDetail:
    """What an idea has besides its words, ready to be shown."""

    category: str
    place: str
    place_url: str = ""


TOPIC = Topic.objects.filter(process=OuterRef("contribution__activity__process"), key=OuterRef("category")).values(
    "title"
)[:1]
DETAILS = Prepared(
    lambda: (
        Idea.objects.filter(pk__in=ids_in("contributions"))
        .annotate(topic=Subquery(TOPIC))
        .values_list("pk", "topic", "category", "place", "contribution__place__name", "contribution__place__code")
    )
)


def idea_details(contribution_ids: Sequence[int]) -> dict[int, IdeaDetail]:
    """Return the details of ideas by contribution id, in one query."""
    return {pk: _detail(*values) for pk, *values in DETAILS.rows(contributions=list(contribution_ids))}


def _detail(topic: Localized | None, category: str, place: str, name: Localized | None, code: str | None) -> IdeaDetail:
    url = page_url("place", code) if code else ""
    return IdeaDetail(str(topic) if topic else _label(category), _where(place, name), url)


def _where(text: str, name: Localized | None) -> str:
    """Return where an idea is about: "Zagori, Libohovë", or the one of both that there is."""
    return ", ".join(part for part in (text, str(name) if name else "") if part)


def places_of(contribution_ids: Sequence[int]) -> dict[int, str]:
    """Return the place of each idea that names one, by contribution id."""
    return {pk: detail.place for pk, detail in idea_details(contribution_ids).items() if detail.place}


def _label(category: str) -> str:
    """Return the name of a category that is no topic, "" where nothing is said."""
    return str(Elsewhere(category).label) if category == Elsewhere.OTHER else ""


def categories_of(process: Process) -> list[tuple[str, str]]:
    """Return what an idea in a process may be about: its topics in their order, else something else, or not sure.

    Where it offers no topics, as a standing process of its own accord, there is nothing to choose from.
    """
    topics = [(one.key, str(one.title)) for one in process.topics.filter(offered=True).order_by("place", "pk")]
    return [*topics, *((code.value, str(code.label)) for code in Elsewhere)] if topics else []


@dataclass(frozen=True, slots=True)
class ListedIdea:
    """A row of the list of ideas, in words ready to be drawn."""

    title: str
    language: str
    excerpt: str
    url: str
    counts: str
    byline: str


def _row(row: ListedContribution, detail: IdeaDetail | None) -> ListedIdea:
    author = f"{row.author}, {row.organisation} ({_('by own account')})" if row.organisation else row.author
    parts = [author, row.day, *([detail.category, detail.place] if detail else [])]
    return ListedIdea(
        row.title,
        row.language,
        row.body,
        row.url,
        f"{_supporters(row.support_count)} · {_comments(row.comment_count)}",
        " · ".join(part for part in parts if part),
    )


def _supporters(number: int) -> str:
    return ngettext("%(n)s supporter", "%(n)s supporters", number) % {"n": number}


def _comments(number: int) -> str:
    return ngettext("%(n)s comment", "%(n)s comments", number) % {"n": number}


IDEAS_BAR = FilterBar(
    filters=(
        Words(label=gettext_lazy("Search in these ideas"), condition=with_words()),
        Choice(
            name="category",
            label=gettext_lazy("What it is about"),
            choices=lambda activity: categories_of(activity.process),
            condition=lambda value: Q(idea__category=value),
        ),
        Choice(
            name="answer",
            label=gettext_lazy("Answer"),
            choices=lambda activity: [("given", gettext_lazy("answered")), ("none", gettext_lazy("not answered yet"))],
            condition=lambda value: Q(answered__isnull=value == "none"),
        ),
    ),
    orders=((NEWEST, gettext_lazy("Newest first")), (SUPPORTED, gettext_lazy("Most supported first"))),
)


def activity_page(activity: Activity, params: QueryDict, at: datetime) -> dict[str, Any]:
    """Return the list of an activity's ideas: a page by key, newest or most supported first, narrowed as asked."""
    bar = IDEAS_BAR.read(params, about=activity)
    page = listed(activity.pk, kind=IDEA, order=bar.order, after=params.get("after", ""), narrowed_by=bar.condition)
    details = idea_details([row.id for row in page.rows])
    rows = [_row(row, details.get(row.id)) for row in page.rows]
    return {"rows": rows, "next_key": page.next_key, "bar": bar, "count": page.count}
