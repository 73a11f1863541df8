"""Where people and statements stand on the map (spec §5)."""

from __future__ import annotations

import numpy as np

from . import parts
from .input import Numbers
from .result import Axes
from .table import Columns, Table


def positions_of(table: Table, columns: Columns, components: Numbers) -> Numbers:
    """Return the position of each person, (P, 2) (spec §5)."""
    if min(len(table.people), len(table.statements)) == 1:
        return np.zeros((len(table.people), 2))
    tables = columns.values * np.repeat(components, 3, axis=1)
    shaping = np.repeat((~table.silent).astype(float), 3)
    silent = int(table.silent.sum())
    return np.asarray(table.joined(parts.projected, tables=tables, shaping=shaping, silent=silent))


def axes_of(columns: Columns, components: Numbers) -> Axes:
    """Return the axes; a statement stands where somebody would who agreed with it and voted on nothing else."""
    places = (np.sqrt(len(columns.centre)) * columns.values[2::3] * components).T
    return Axes(columns.centre, components, places, np.sqrt((places**2).sum(axis=1)))
