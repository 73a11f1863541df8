"""What every room stands on and that knows no room: ids, access, localized text, markdown, limits, paging, jobs.

Nothing here holds a noun of the field; it holds the ways in which nouns are kept and shown.
"""
