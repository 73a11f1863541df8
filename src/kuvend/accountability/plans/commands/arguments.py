"""Arguments in any order: `kuvend plan export KEY --as canada FOLDER` as well as `… KEY FOLDER --as canada`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from kuvend.foundation.core.commands import Parser


class AnyOrder(Parser):
    """Takes options before, between and after the arguments; argparse alone loses an optional one after an option."""

    _inside = False

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse as `parse_known_intermixed_args` does, which calls this method again for its two passes."""
        if self._inside:
            return super().parse_known_args(args, namespace)
        self._inside = True
        try:
            parsed: Any = self.parse_known_intermixed_args(args, namespace)
            return parsed  # type: ignore[no-any-return]
        finally:
            self._inside = False
