"""Accounts as they were: addresses made canonical, factors sealed, officials who have one vouched for.

Two accounts may turn out to have one address. The one that proved it keeps it, else the older one; the other is
kept apart under an address that nobody can have, with its own in `address_set_aside`. `kuvend doctor` names it.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils import timezone

from kuvend.foundation.core import sealing
from kuvend.foundation.people.addresses import AddressRefused, canonical
from kuvend.foundation.people.factors import PURPOSE

BATCH = 1000
SECRETS = ("secret", "seed")  # what the data of an authenticator app, and of recovery codes, holds


def apart(person_id: int) -> str:
    """An address that reaches nobody (RFC 2606) and that no other account has."""
    return f"account-{person_id}@set-aside.invalid"


def form_of(address: str) -> str:
    """The canonical form of an address, "" when it has none."""
    try:
        return canonical(address)
    except AddressRefused:
        return ""


def bring_addresses(apps: Any, schema_editor: Any) -> None:
    person_model, address_model = apps.get_model("people", "Person"), apps.get_model("account", "EmailAddress")
    taken: dict[str, int] = {}
    for row in address_model.objects.filter(verified=True).order_by("pk").iterator(BATCH):
        form = form_of(row.email)
        if form:
            taken.setdefault(form, row.user_id)
    changed: dict[int, str] = {}
    for person in person_model.objects.order_by("pk").only("pk", "email").iterator(BATCH):
        form = form_of(person.email)
        if not form or taken.setdefault(form, person.pk) != person.pk:
            person_model.objects.filter(pk=person.pk).update(email=apart(person.pk), address_set_aside=person.email)
        elif form != person.email:
            changed[person.pk] = form
    for pk, form in changed.items():  # once nobody else stands under it
        person_model.objects.filter(pk=pk).update(email=form)
    bring_further(person_model, address_model, taken)


def bring_further(person_model: Any, address_model: Any, taken: dict[str, int]) -> None:
    """Let each address stand once, with its owner; a first one follows its account."""
    first: dict[str, int] = {}
    for row in address_model.objects.order_by("-verified", "-primary", "pk").iterator(BATCH):
        own = person_model.objects.values_list("email", flat=True).get(pk=row.user_id)
        form = own if row.primary else form_of(row.email)
        if not form or taken.get(form, row.user_id) != row.user_id or form in first:
            keep_aside(person_model, row)
            row.delete()
            continue
        first[form] = row.pk
        if form != row.email:
            address_model.objects.filter(pk=row.pk).update(email=form)


def keep_aside(person_model: Any, row: Any) -> None:
    """Lose no proven address: it is named beside its account, unless the account already stands under it."""
    if row.verified:
        same = person_model.objects.filter(pk=row.user_id, address_set_aside="")
        same.exclude(email=form_of(row.email)).update(address_set_aside=row.email)


def seal_factors(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("mfa", "Authenticator").objects.iterator(BATCH):
        clear = {name: row.data[name] for name in SECRETS if name in row.data and row.type != "webauthn"}
        if "migrated_codes" in row.data:
            row.data["migrated_codes"] = [sealing.seal(code, purpose=PURPOSE) for code in row.data["migrated_codes"]]
        row.data |= {name: sealing.seal(text, purpose=PURPOSE) for name, text in clear.items()}
        row.save(update_fields=["data"])


def vouch_for_officials(apps: Any, schema_editor: Any) -> None:
    factors = apps.get_model("mfa", "Authenticator").objects.exclude(type="recovery_codes").values("user_id")
    officials = apps.get_model("people", "Person").objects.filter(mandates__isnull=False, pk__in=factors)
    apps.get_model("people", "Person").objects.filter(pk__in=officials.values("pk")).update(vouched_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_accounts_by_canonical_address"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunPython(bring_addresses, migrations.RunPython.noop),
        migrations.RunPython(seal_factors, migrations.RunPython.noop),
        migrations.RunPython(vouch_for_officials, migrations.RunPython.noop),
    ]
