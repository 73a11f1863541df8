"""Arguments in any order: `kuvend plan export KEY --as canada FOLDER` as well as `… KEY FOLDER --as canada`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from kuvend.foundation.core.commands import Parser


class AnyOrder(Parser):
    """Takes options before, between and after the arguments; argparse alone loses an optional one after an option."""

    _inside = False

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse as `parse_known_intermixed_args` does, which calls this method again for its two passes."""
        if self._inside:
            return argparse.ArgumentParser.parse_known_args(self, args, namespace)  # a pass leaves some to the other
        self._inside = True
        try:
            return self.with_none_left(self.parse_known_intermixed_args(args, namespace))
        finally:
            self._inside = False
