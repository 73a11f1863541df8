"""What the search keeps of institutions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.datasets.findable import Findable, FindableSort, Naming
from kuvend.foundation.people.models import Institution

EVER = datetime(1970, 1, 1, tzinfo=UTC)  # nobody keeps the moment at which an institution came


def _draw(rows: Sequence[Institution]) -> Iterable[Findable]:
    for row in rows:
        yield Findable(
            public_id=row.public_id, title=row.name, words=row.short_name, moment=EVER, institution=row.public_id
        )


INSTITUTIONS = FindableSort(
    name="institution",
    kinds=lambda: {"institution": Naming(_("institution"), _("Institutions"))},
    page="institution",
    rows=Institution.objects.all,
    draw=_draw,
    facts=frozenset({"institution_renamed", "mandate_given", "plan_published", "activity_published"}),
    named_by=(),
    weight=2.0,
)
