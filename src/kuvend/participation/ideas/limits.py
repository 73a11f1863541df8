"""How often one may submit an idea."""

from django.utils.translation import ngettext

from kuvend.foundation.core.limits import DeedLimit

SUBMIT_IDEA = DeedLimit(
    "submit_idea", 5, 3600, lambda most: ngettext("%(n)d idea an hour", "%(n)d ideas an hour", most) % {"n": most}
)
