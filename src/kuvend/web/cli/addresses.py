"""E-mail addresses as they are typed on the command line."""

from __future__ import annotations

from kuvend.foundation.core.problems import UsageProblem


def address_of(typed: str) -> str:
    """Return the canonical address that was typed. Raises UsageProblem."""
    from django.utils import translation

    from kuvend.foundation.core.language_names import SOURCE
    from kuvend.foundation.people.addresses import AddressRefused, canonical

    try:
        with translation.override(SOURCE):
            return canonical(typed)
    except AddressRefused as error:
        raise UsageProblem(f"{typed!r} is no e-mail address: {error}") from None
