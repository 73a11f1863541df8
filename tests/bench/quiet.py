"""Figures alone: what simulated people do is kept out of the output of a bench."""

from __future__ import annotations

import logging


def keep_quiet() -> None:
    """Write no line of the security log: nobody real signs in, and the lines would stand among the figures."""
    logging.getLogger("kuvend.security").setLevel(logging.WARNING)
