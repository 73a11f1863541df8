"""What pages say after deeds with plans, reports and assessments."""

from django.utils.translation import gettext_lazy as _

CONFIRMATIONS = {
    "plan-submitted": _("The submission is on record."),
    "reported": _("The report is published."),
    "assessed": _("The assessment is published."),
    "draft-kept": _("The draft is kept. Colleagues who may publish it can read and change it."),
}
