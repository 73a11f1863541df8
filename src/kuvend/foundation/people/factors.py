"""Second factors: their seeds are sealed where they are kept."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from kuvend.foundation.core import sealing

PURPOSE = "second factor"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps seeds and secrets so that a copy of the database alone makes no codes."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.opened(encrypted_text, purpose=PURPOSE)
