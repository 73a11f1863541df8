"""Every dataset, in the order in which it is listed."""

from __future__ import annotations

from kuvend.publication.opendata.columns import Dataset
from kuvend.publication.opendata.datasets.answers import LANDINGS, RESPONSES
from kuvend.publication.opendata.datasets.deliberations import DELIBERATIONS, STATEMENTS
from kuvend.publication.opendata.datasets.people import INSTITUTIONS
from kuvend.publication.opendata.datasets.plans import COMMITMENTS, MILESTONES, PLANS
from kuvend.publication.opendata.datasets.processes import ACTIVITIES, PROCESSES, STAGES
from kuvend.publication.opendata.datasets.record import FACTS, OPENINGS
from kuvend.publication.opendata.datasets.reports import ASSESSMENTS, PROOFS, REPORTS
from kuvend.publication.opendata.datasets.words import CONTRIBUTIONS

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        PROCESSES,
        STAGES,
        ACTIVITIES,
        CONTRIBUTIONS,
        DELIBERATIONS,
        STATEMENTS,
        RESPONSES,
        LANDINGS,
        PLANS,
        COMMITMENTS,
        MILESTONES,
        REPORTS,
        PROOFS,
        ASSESSMENTS,
        INSTITUTIONS,
        FACTS,
        OPENINGS,
    )
}
