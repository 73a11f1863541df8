"""What can be done with institutions: they come with the plans that name them, and are renamed on purpose only."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from kuvend.foundation.core.text import Localized
from kuvend.foundation.people import facts
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.record.openings import seal_openly


@transaction.atomic
def rename_institution(
    *,
    actor: Actor,
    institution: Institution,
    name: Localized,
    short_name: Localized,
    parent: Institution | None,
    scope: str,
    at: datetime,
) -> None:
    """Give a kept institution other names or another place, on record; `scope` is the path where the actor acts."""
    institution.name, institution.short_name, institution.parent = name, short_name, parent
    institution.save(update_fields=["name", "short_name", "parent"])
    sealed = seal_openly(sealed_names(institution))
    renamed = facts.InstitutionRenamed(institution=Subject(institution.public_id), names=sealed.digest)
    put(renamed, at=at, role=actor.role_in(scope))


def sealed_names(institution: Institution) -> str:
    """Return the exact string that `institution_renamed` seals."""
    names = {
        "name": institution.name,
        "parent": institution.parent.key if institution.parent else "",
        "short_name": institution.short_name,
    }
    return json.dumps(names, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
