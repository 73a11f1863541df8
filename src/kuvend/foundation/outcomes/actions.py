"""What can be done with outcomes: their words are published, version by version, and put up for comments."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from kuvend.engines.legaltext import difference
from kuvend.foundation.core import jobs
from kuvend.foundation.core.access import require
from kuvend.foundation.core.search import fold
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes import facts, rules
from kuvend.foundation.outcomes.differences import lengths_of
from kuvend.foundation.outcomes.models import Outcome, OutcomeText, TextDifference
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.actions import content_came
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.record.openings import seal_openly


def sealed_words(title: Localized, body: Localized) -> str:
    """Return the exact string that a text's digest seals: JSON with sorted keys, so that anyone can rebuild it."""
    return json.dumps({"title": title, "body": body}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@transaction.atomic
def publish_text(*, actor: Actor, outcome: Outcome, title: Localized, body: Localized, at: datetime) -> OutcomeText:
    """Publish the words of `outcome`; the same words again make no new version and no fact."""
    require(rules.may_publish_text(actor, outcome.scope))
    locked = Outcome.objects.select_for_update().get(pk=outcome.pk)
    current = OutcomeText.objects.filter(outcome=locked, version=locked.version).first()
    if current and (current.title, current.body) == (title, body):
        return current
    sealed = seal_openly(sealed_words(title, body))
    text = OutcomeText.objects.create(
        outcome=locked,
        version=locked.version + 1,
        title=title,
        body=body,
        published_at=at,
        salt=sealed.salt,
        digest=sealed.digest,
    )
    locked.version, locked.title = text.version, title
    locked.folded = fold(" ".join([locked.number, *title.values(), *body.values()]))
    locked.save(update_fields=["version", "title", "folded"])
    outcome.version, outcome.title = locked.version, title
    published = facts.OutcomeTextPublished(
        outcome=Subject(locked.public_id),
        process=Subject(locked.process.public_id),
        kind=locked.kind,
        version=text.version,
        text=sealed.digest,
    )
    put(published, at=at, role=actor.role_in(outcome.scope.path))
    if text.version > 1:
        jobs.ask("outcomes.compare")
    return text


@transaction.atomic
def open_for_comments(*, actor: Actor, outcomes: Iterable[Outcome], activity: Activity, at: datetime) -> list[Outcome]:
    """Let existing outcomes, such as commitments of a plan, be commented in `activity`; all of them or none.

    Raises:
        NotAllowed: with the reason for the first that may not be put up.
    """
    ids = [outcome.pk for outcome in outcomes]
    # `activity` may be empty, and PostgreSQL locks no empty side of a join: the outcomes alone are locked
    rows = Outcome.objects.select_for_update(of=("self",)).select_related("scope", "activity")
    locked = list(rows.filter(pk__in=ids).order_by("pk"))
    for outcome in locked:
        require(rules.may_open_for_comments(actor, outcome, activity, at))
    Outcome.objects.filter(pk__in=ids).update(activity=activity)
    content_came(activity)
    return locked


def keep_differences(*, limit: int = 20) -> int:
    """Compare each version of a text with the one before it, and with the first; how many pairs were compared.

    Those are the pairs that pages show by themselves; any other is compared when somebody asks for it. Takes up to
    `limit` pairs that are not kept yet, the latest versions first; 0 when all are.
    """
    differences = TextDifference.objects.filter(new=OuterRef("pk"), old=OuterRef("earlier"))
    rows = OutcomeText.objects.annotate(
        earlier=F("outcome__texts__pk"), earlier_version=F("outcome__texts__version")
    ).filter(~Exists(differences), Q(earlier_version=F("version") - 1) | Q(earlier_version=1), version__gt=1)
    rows = rows.exclude(version=F("earlier_version"))
    pairs = list(rows.order_by("-pk", "-earlier_version").values_list("earlier", "pk")[:limit])
    texts = OutcomeText.objects.in_bulk({pk for pair in pairs for pk in pair})
    for old, new in ((texts[old], texts[new]) for old, new in pairs):
        languages = {
            code: lengths_of(difference(old=words, new=new.body[code]))
            for code, words in old.body.items()
            if words and new.body.get(code)
        }
        TextDifference.objects.bulk_create(
            [TextDifference(old=old, new=new, languages=languages)], ignore_conflicts=True
        )
    return len(pairs)
