"""What pages say after deeds with drafts of a text."""

from django.utils.translation import gettext_lazy as _

CONFIRMATIONS = {
    "draft-published": _("The text is published."),
}
