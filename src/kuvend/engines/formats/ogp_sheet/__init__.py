"""OGP's commitments sheet: a plan as a row for each commitment, written so that OGP can take it in, and read.

`write_sheet(document)` gives exactly the sheet's identifying columns and its policy areas as 0 and 1.
`read_sheet(content)` gives checked rows or a TableProblem by line and column, `plan_of` a plan document of them, and
`kept_cells` what a plan has no words for, so that the sheet goes out again as it came in.
"""

from kuvend.engines.formats.ogp_sheet.plans import columns_without_years, country_of, kept_cells, plan_of
from kuvend.engines.formats.ogp_sheet.reading import Sheet, read_sheet
from kuvend.engines.formats.ogp_sheet.writing import areas_without_column, write_sheet

__all__ = [
    "Sheet",
    "areas_without_column",
    "columns_without_years",
    "country_of",
    "kept_cells",
    "plan_of",
    "read_sheet",
    "write_sheet",
]
