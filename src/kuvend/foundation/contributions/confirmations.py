"""What pages say after deeds with words."""

from django.utils.translation import gettext_lazy as _

CONFIRMATIONS = {
    "supported": _("Each support is counted at once; who gives it is never shown."),
    "taken-back": _("A support that is taken back is no longer counted."),
    "changed": _("Your change is kept."),
    "withdrawn": _("Your words are withdrawn."),
}
