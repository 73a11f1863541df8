"""How often one may comment."""

from django.utils.translation import ngettext

from kuvend.foundation.core.limits import DeedLimit

POST_COMMENT = DeedLimit(
    "post_comment",
    30,
    3600,
    lambda most: ngettext("%(n)d comment an hour", "%(n)d comments an hour", most) % {"n": most},
)
