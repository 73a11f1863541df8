SECTION = "section"  # the sort of these outcomes
