"""How often one may add a statement, and vote."""

from django.utils.translation import ngettext

from kuvend.foundation.core.limits import DeedLimit

ADD_STATEMENT = DeedLimit(
    "add_statement",
    20,
    3600,
    lambda most: ngettext("%(n)d statement an hour", "%(n)d statements an hour", most) % {"n": most},
)
VOTE = DeedLimit(
    "vote", 120, 60, lambda most: ngettext("%(n)d vote a minute", "%(n)d votes a minute", most) % {"n": most}
)
