"""What the data may be used for, and who gives it."""

from __future__ import annotations

from kuvend.foundation.core.addresses import site_url

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

__all__ = ["LICENCE", "LICENCE_URL", "site_url"]
