"""Single pages of the foundation and of publication that search engines are told of; rooms hand up their own."""

FIRST = ("home", "take_part", "contributions")
LAST = (
    "changes", "calendar", "institutions", "places", "record_page", "about", "about_ogp", "about_rules",
    "about_privacy", "about_accessibility", "about_verify", "open_data",
)  # fmt: skip
HELP = (
    "about", "about_ogp", "about_rules", "about_privacy", "about_accessibility", "about_verify", "open_data",
)  # fmt: skip
