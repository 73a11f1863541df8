"""What is told of an institution where somebody links to it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from kuvend.foundation.core.sharing import Share, share_of
from kuvend.foundation.people.models import Institution


def institution_share(public_id: str, _at: datetime) -> Share | None:
    """Return what is told of an institution by its id, or None."""
    institution = Institution.objects.filter(public_id=public_id).first()
    return share_of_institution(institution) if institution else None


def share_of_institution(institution: Institution) -> Share:
    """Return what is told of an institution; its numbers move daily, and stand on its page."""
    return share_of(
        public_id=institution.public_id,
        kind=_("Institution"),
        title=institution.name,
        description=_("How it answers people, what it promised, and how far that is."),
    )
