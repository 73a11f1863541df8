"""The columns of OGP's public commitments sheet: 19 that say which commitment, then policy areas of 0 and 1.

Areas are those of the newer sheet, the parent area (in capitals) before its own, then those only the older one has;
The stored versions of the sheet are cut, so its last areas may be missing here. Source: the header rows of
docs.google.com/spreadsheets/d/15B3FBIjsfBAAe0oaeRi9MEfFzKa9TfjU7lNVRUOc3-M.
"""

IDENTIFIER = "Commitment Unique Identifier"
COUNTRY = "Country/Locality"
NUMBER = "Commitment Number"
SUBMITTED = "Year Of Submission"
END_YEAR = "Action Plan End Year"
DURATION = "Action Plan Duration (Years)"
THEME = "Theme"
TITLE = "Commitment Title"
FULL_TEXT = "Full Text"
START, END = "Start Date", "End Date"
LEAD = "Lead Institution"
SUPPORTING = "Supporting Institution(s)"

LEADING = (
    IDENTIFIER, COUNTRY, "Action Plan Number", NUMBER, "Code", "Region", "National Or Local", "Commitment Dummy",
    SUBMITTED, END_YEAR, DURATION, THEME, TITLE, "Short Title", FULL_TEXT, START, END, LEAD, SUPPORTING,
)  # fmt: skip

PARENTS = {
    "ANTI-CORRUPTION AND INTEGRITY": (
        "Anti-corruption Institutions", "Anti-Corruption Strategies", "Asset Disclosure", "Audits",
        "Beneficial Ownership", "Conflicts Of Interest", "Elections", "Political Finance", "Lobbying",
        "Open Contracting", "Public Procurement", "Right To Information", "Whistleblower Protections",
    ),
    "CIVIC SPACE AND ENABLING ENVIRONMENT": (
        "Freedom of Assembly", "Freedom of Association", "Freedom of Expression",
    ),
    "DEMOCRATIZING DECISION-MAKING": (
        "Digital Participation", "Mainstreaming Participation", "Regulatory Governance", "Social Accountability",
    ),
    "DIGITAL GOVERNANCE": (
        "Automated Decision-making", "Data Stewardship and Privacy", "Digital Inclusion",
        "Disinformation/Misinformation", "Online Civic Space",
    ),
    "ENVIRONMENT & CLIMATE": (
        "Climate Finance", "Climate Mitigation and Adaptation", "Environmental Regulation",
        "International Environmental Agreements",
    ),
    "FISCAL OPENNESS": (
        "Publication Of Budget/Fiscal Information", "Public Participation In Budget/Fiscal Policy",
        "Oversight Of Budget/Fiscal Policies", "Stimulus and Economic Recovery", "Tax", "Debt",
    ),
    "INCLUSION": (
        "Gender", "Gender-Based Violence", "Economic Inclusion", "LGBTQIA+", "People with Disabilities", "Youth",
    ),
    "JUSTICE": ("Access to Justice", "Open Justice", "Policing & Corrections", "Judiciary"),
    "OPEN PARLIAMENTS": (),
    "PUBLIC SERVICE DELIVERY": (
        "Citizenship & Immigration", "Education", "Health & Nutrition", "Infrastructure & Transport",
        "Water & Sanitation",
    ),
}  # fmt: skip
PARENTLESS = (
    "Capacity Building", "Digital Transformation", "Legislation", "Regulation", "Legislative Oversight", "Open Data",
    "Public Participation", "Aid", "Energy", "Extractive Industries", "Land and Spatial Planning",
    "Media & Telecommunications", "Science & Technology", "Security & Public Safety", "Labor", "Private Sector",
    "Subnational", "Human Rights", "Open Parliament Plan", "Sustainable Development Goals",
)  # fmt: skip
OLDER = (
    "E-petitions", "Regulation of Big Tech", "Defending Journalists and Activists / Expression", "Natural Resources",
    "Land Rights & Spatial Planning", "Safety Nets & Economic Inclusion", "E-government", "Records Management",
    "Pandemic Response", "Open Data (Water/Sanitation)", "Open Data (Health)", "Open Data (Education)",
    "Participation in Lawmaking", "Access to information", "Money in Politics",
)  # fmt: skip

AREAS = (
    *(name for parent, below in PARENTS.items() for name in (parent, *below)),
    *PARENTLESS,
    *OLDER,
)
COLUMNS = (*LEADING, *AREAS)


def spelling(area: str) -> str:
    """Return an area as its letters and digits, so that “Anti Corruption” and “ANTI-CORRUPTION” are one."""
    return "".join(letter for letter in area.casefold() if letter.isalnum())
