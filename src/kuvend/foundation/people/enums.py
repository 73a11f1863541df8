from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a mandate lets its holder do; `Actor.role_in` picks the one a deed is done in."""

    SECRETARIAT = "secretariat", _("technical secretariat")
    COMPONENT_LEADER = "component_leader", _("component leader")
    INSTITUTION_OFFICER = "institution_officer", _("institution officer")
    CIVIL_SOCIETY_MEMBER = "civil_society_member", _("civil-society member")
    MODERATOR = "moderator", _("moderator")
    IRM_REVIEWER = "irm_reviewer", _("reviewer of the Independent Reporting Mechanism")
    OPERATOR = "operator", _("operator")


PERSON = "person"  # the role, in facts, of somebody who acts without a mandate
SYSTEM = "system"  # the role, in facts, of the house itself: a reaction, a job, an importer
DEED_ROLES = {PERSON: _("a person"), SYSTEM: _("the system")} | {role.value: role.label for role in Role}
