"""OGP's policy areas in the reader's language; plans keep them as OGP's sheet spells them.

Source: the header of OGP's public commitments sheet, both known versions.
"""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

AREAS = (
    _("Anti-Corruption and Integrity"), _("Anti-Corruption Institutions"), _("Anti-Corruption Strategies"),
    _("Asset Disclosure"), _("Audits"), _("Beneficial Ownership"), _("Conflicts of Interest"), _("Elections"),
    _("Political Finance"), _("Lobbying"), _("Open Contracting"), _("Public Procurement"), _("Right to Information"),
    _("Whistleblower Protections"),
    _("Civic Space and Enabling Environment"), _("Freedom of Assembly"), _("Freedom of Association"),
    _("Freedom of Expression"),
    _("Democratizing Decision-Making"), _("Digital Participation"), _("Mainstreaming Participation"),
    _("Regulatory Governance"), _("Social Accountability"),
    _("Digital Governance"), _("Automated Decision-Making"), _("Data Stewardship and Privacy"),
    _("Digital Inclusion"), _("Disinformation/Misinformation"), _("Online Civic Space"),
    _("Environment & Climate"), _("Climate Finance"), _("Climate Mitigation and Adaptation"),
    _("Environmental Regulation"), _("International Environmental Agreements"),
    _("Fiscal Openness"), _("Publication of Budget/Fiscal Information"),
    _("Public Participation in Budget/Fiscal Policy"), _("Oversight of Budget/Fiscal Policies"),
    _("Stimulus and Economic Recovery"), _("Tax"), _("Debt"),
    _("Inclusion"), _("Gender"), _("Gender-Based Violence"), _("Economic Inclusion"), _("LGBTQIA+"),
    _("People with Disabilities"), _("Youth"),
    _("Justice"), _("Access to Justice"), _("Open Justice"), _("Policing & Corrections"), _("Judiciary"),
    _("Open Parliaments"),
    _("Public Service Delivery"), _("Citizenship & Immigration"), _("Education"), _("Health & Nutrition"),
    _("Infrastructure & Transport"), _("Water & Sanitation"),
    _("Capacity Building"), _("Digital Transformation"), _("Legislation"), _("Regulation"),
    _("Legislative Oversight"), _("Open Data"), _("Public Participation"), _("Aid"), _("Energy"),
    _("Extractive Industries"), _("Land and Spatial Planning"), _("Media & Telecommunications"),
    _("Science & Technology"), _("Security & Public Safety"), _("Labor"), _("Private Sector"), _("Subnational"),
    _("Human Rights"), _("Open Parliament Plan"), _("Sustainable Development Goals"),
    _("E-Petitions"), _("Regulation of Big Tech"), _("Defending Journalists and Activists"),
    _("Natural Resources"), _("Land Rights & Spatial Planning"), _("Safety Nets & Economic Inclusion"),
    _("E-Government"), _("Records Management"), _("Pandemic Response"), _("Open Data (Water/Sanitation)"),
    _("Open Data (Health)"), _("Open Data (Education)"), _("Participation in Lawmaking"),
    _("Access to Information"),
)  # fmt: skip


def _key(name: str) -> str:
    """Return a name without what the sheet’s versions spell differently: capitals, hyphens, “&”."""
    return "".join(name.casefold().replace("&", "and").replace("-", " ").split())


KNOWN = MappingProxyType({_key(name): name for name in AREAS})


def policy_area(name: str) -> str:
    """Return a policy area in the reader's language; a name that OGP's sheet does not have stays as it is."""
    area = KNOWN.get(_key(name))
    return gettext(area) if area else name
