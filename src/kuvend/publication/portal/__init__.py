"""Where a visitor arrives: the first page, what is open, search, the record as a page, my page, what this is.

It has no models and no deeds of its own besides choosing a shown name, which belongs to processes.
"""
