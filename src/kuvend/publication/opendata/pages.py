"""Pages of the foundation and of publication, for search engines and short addresses; rooms hand up their own."""

from __future__ import annotations

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.datasets.pages import PageSort
from kuvend.foundation.documents.models import DocumentVersion
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity, Process, Stage
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.models import Response

FIRST = ("home", "take_part", "contributions")
LAST = (
    "changes", "calendar", "institutions", "record_page", "about", "about_ogp", "about_rules", "about_privacy",
    "about_accessibility", "about_verify", "open_data",
)  # fmt: skip

OF_PROCESSES = (
    PageSort(
        "contributions",
        "contribution",
        lambda: Contribution.objects.filter(state=State.PUBLISHED),
        with_page=Contribution.objects.all,  # of hidden words the page says that they are, and what happened to them
    ),
    PageSort("responses", "response", lambda: Response.objects.filter(state=ResponseState.PUBLISHED)),
    PageSort("activities", "activity", Activity.objects.all),
    PageSort(
        "processes", "process", lambda: Process.objects.filter(to_date__isnull=True), with_page=Process.objects.all
    ),
    PageSort("stages", "stage", Stage.objects.all),
    PageSort("documents", "document_file", DocumentVersion.objects.all, in_map=False),
)
OF_INSTITUTIONS = PageSort("institutions", "institution", Institution.objects.all)
