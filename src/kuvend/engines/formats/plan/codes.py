"""The code lists of a plan file; those of the Independent Reporting Mechanism (IRM) as it names them.

They are never converted: `early_results` holds the scales of its different eras side by side. Source: OGP's
glossary and the IRM's guidelines.
"""

FORMAT = "kuvend-plan/1"
GATES = ("opens", "closes")
CIVIL_SOCIETY = "civil-society"  # an actor of a stage that is no institution

YES_NO = ("yes", "no")
VALUES = (
    "access_to_information",
    "civic_participation",
    "public_accountability",
    "technology_and_innovation",
)
IRM_CODES = {
    "verifiable": YES_NO,
    "open_gov_lens": YES_NO,
    "ambition": ("none", "low", "high"),
    "potential": ("unclear", "modest", "substantial"),
    "completion": ("no_evidence", "not_started", "limited", "substantial", "complete"),
    "early_results": (
        "worsened", "did_not_change", "marginal", "major", "outstanding",
        "none_yet", "no_notable", "moderate", "significant",
    ),
}  # fmt: skip

YES_NO_UNKNOWN = (*YES_NO, "unknown")
EVIDENCE_TYPES = (
    "legal_act", "decision", "document", "dataset", "website", "minutes", "statistics", "independent_report",
    "unknown",
)  # fmt: skip
AUDIENCES = ("public", "internal", "unknown")  # whom the result of a milestone reaches
MEETINGS = ("forum", "implementation_review", "consultation", "other")
DOCUMENTS = (
    "forum_rules", "minutes", "attendance", "timeline", "notice", "survey_instrument", "survey_results",
    "contribution_bundle", "reasoned_response", "draft_plan", "final_plan", "progress_update", "evidence",
    "self_assessment", "irm_report", "correspondence", "other",
)  # fmt: skip
PHASES = ("co_creation", "implementation")
SECTORS = ("civil_society", "citizens", "business", "academia", "media", "government", "international")
LISTS = ("meetings", "documents", "outreach", "consultations")
