"""What is owed about plans: a report on each milestone for each half-year. It follows from the days of the plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kuvend.accountability.plans.progress.queries.reports_owed import reports_by, reports_in, reports_of
from kuvend.accountability.plans.progress.rules import REPORTS
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.rows import OwedRows
from kuvend.foundation.obligations.telling import ByNumber, in_days

REPORT = ObligationKind(
    deed="report",
    heading=_("Reports"),
    label=_("Reports on milestones"),
    on_its_day=_("Reports on all milestones are due"),
    reminder=ByNumber(
        late=ngettext_lazy("%(n)d report is overdue.", "%(n)d reports are overdue.", "n"),
        today=ngettext_lazy("%(n)d report is due today.", "%(n)d reports are due today.", "n"),
        ahead=ngettext_lazy("%(n)d report is due in 14 days.", "%(n)d reports are due in 14 days.", "n"),
        notice=in_days(14),
    ),
    rows=OwedRows(of_actor=reports_of, in_processes=reports_in, of_institution=reports_by),
    roles=REPORTS.roles,
    desk=REPORTS.url_name,
    waits_late=True,
)
