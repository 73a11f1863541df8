"""Members of OGP by ISO code, with name and OGP's region; a country that is not here goes by its ISO code.

The list is from general knowledge, not read from the sheet: look at the two columns before you send a file to OGP.
"""

AFRICA, AMERICAS, ASIA, EUROPE = "Africa and the Middle East", "Americas", "Asia Pacific", "Europe"

COUNTRIES = {
    "AL": ("Albania", EUROPE), "AM": ("Armenia", EUROPE), "AR": ("Argentina", AMERICAS), "AU": ("Australia", ASIA),
    "AZ": ("Azerbaijan", EUROPE), "BA": ("Bosnia and Herzegovina", EUROPE), "BF": ("Burkina Faso", AFRICA),
    "BG": ("Bulgaria", EUROPE), "BJ": ("Benin", AFRICA), "BR": ("Brazil", AMERICAS), "CA": ("Canada", AMERICAS),
    "CI": ("Côte d'Ivoire", AFRICA), "CL": ("Chile", AMERICAS), "CO": ("Colombia", AMERICAS),
    "CR": ("Costa Rica", AMERICAS), "CV": ("Cabo Verde", AFRICA), "CZ": ("Czech Republic", EUROPE),
    "DE": ("Germany", EUROPE), "DK": ("Denmark", EUROPE), "DO": ("Dominican Republic", AMERICAS),
    "EC": ("Ecuador", AMERICAS), "EE": ("Estonia", EUROPE), "ES": ("Spain", EUROPE), "FI": ("Finland", EUROPE),
    "FR": ("France", EUROPE), "GB": ("United Kingdom", EUROPE), "GE": ("Georgia", EUROPE), "GH": ("Ghana", AFRICA),
    "GR": ("Greece", EUROPE), "GT": ("Guatemala", AMERICAS), "HN": ("Honduras", AMERICAS), "HR": ("Croatia", EUROPE),
    "ID": ("Indonesia", ASIA), "IE": ("Ireland", EUROPE), "IT": ("Italy", EUROPE),
    "JM": ("Jamaica", AMERICAS), "JO": ("Jordan", AFRICA), "KE": ("Kenya", AFRICA), "KG": ("Kyrgyz Republic", ASIA),
    "KR": ("Republic of Korea", ASIA), "LK": ("Sri Lanka", ASIA), "LR": ("Liberia", AFRICA),
    "LT": ("Lithuania", EUROPE), "LU": ("Luxembourg", EUROPE), "LV": ("Latvia", EUROPE), "MA": ("Morocco", AFRICA),
    "MD": ("Republic of Moldova", EUROPE), "ME": ("Montenegro", EUROPE), "MK": ("North Macedonia", EUROPE),
    "MN": ("Mongolia", ASIA), "MT": ("Malta", EUROPE), "MW": ("Malawi", AFRICA), "MX": ("Mexico", AMERICAS),
    "NG": ("Nigeria", AFRICA), "NL": ("Netherlands", EUROPE), "NO": ("Norway", EUROPE), "NZ": ("New Zealand", ASIA),
    "PA": ("Panama", AMERICAS), "PE": ("Peru", AMERICAS), "PG": ("Papua New Guinea", ASIA), "PH": ("Philippines", ASIA),
    "PT": ("Portugal", EUROPE), "PY": ("Paraguay", AMERICAS), "RO": ("Romania", EUROPE), "RS": ("Serbia", EUROPE),
    "SC": ("Seychelles", AFRICA), "SE": ("Sweden", EUROPE), "SK": ("Slovak Republic", EUROPE),
    "SL": ("Sierra Leone", AFRICA),
    "SN": ("Senegal", AFRICA), "SV": ("El Salvador", AMERICAS), "TN": ("Tunisia", AFRICA), "UA": ("Ukraine", EUROPE),
    "US": ("United States", AMERICAS), "UY": ("Uruguay", AMERICAS), "XK": ("Kosovo", EUROPE),
    "ZA": ("South Africa", AFRICA),
}  # fmt: skip
CODES = {name.casefold(): code for code, (name, _region) in COUNTRIES.items()}


def code_of(country: str) -> str | None:
    """Return the ISO code of a country by its name or code, or None."""
    name = country.strip()
    return name if len(name) == 2 and name.isascii() and name.isupper() else CODES.get(name.casefold())
