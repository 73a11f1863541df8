"""The datasets of what the foundation keeps; each capability hands up its own."""

from __future__ import annotations

from kuvend.foundation.datasets.columns import Dataset
from kuvend.publication.opendata.datasets.answers import LANDINGS, RESPONSES
from kuvend.publication.opendata.datasets.lineage import LINEAGE, SUCCESSIONS
from kuvend.publication.opendata.datasets.people import INSTITUTIONS
from kuvend.publication.opendata.datasets.processes import ACTIVITIES, PROCESSES, STAGES
from kuvend.publication.opendata.datasets.record import FACTS, OPENINGS
from kuvend.publication.opendata.datasets.words import CONTRIBUTIONS

OF_THE_FOUNDATION: tuple[Dataset, ...] = (
    PROCESSES,
    STAGES,
    ACTIVITIES,
    CONTRIBUTIONS,
    LINEAGE,
    RESPONSES,
    LANDINGS,
    SUCCESSIONS,
    INSTITUTIONS,
    FACTS,
    OPENINGS,
)
