"""Pages of the foundation and of publication, one for each row: for search engines, short addresses and shares."""

from __future__ import annotations

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.datasets.pages import PageSort
from kuvend.foundation.documents.models import DocumentVersion
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity, Process, Stage
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.models import Response
from kuvend.publication.institutions.queries.share import institution_share
from kuvend.publication.portal.queries.share import activity_share, process_share, stage_share
from kuvend.publication.trail.share import contribution_share, response_share

OF_PROCESSES = (
    PageSort(
        "contributions",
        "contribution",
        lambda: Contribution.objects.filter(state=State.PUBLISHED),
        with_page=Contribution.objects.all,  # of hidden words the page says that they are, and what happened to them
        share=contribution_share,
    ),
    PageSort(
        "responses",
        "response",
        lambda: Response.objects.filter(state=ResponseState.PUBLISHED),
        share=response_share,
    ),
    PageSort("activities", "activity", Activity.objects.all, share=activity_share),
    PageSort(
        "processes",
        "process",
        lambda: Process.objects.filter(to_date__isnull=True),
        with_page=Process.objects.all,
        share=process_share,
    ),
    PageSort("stages", "stage", Stage.objects.all, share=stage_share),
    PageSort("documents", "document_file", DocumentVersion.objects.all, in_map=False),
)
OF_INSTITUTIONS = PageSort("institutions", "institution", Institution.objects.all, share=institution_share)
