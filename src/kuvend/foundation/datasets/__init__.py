"""What everybody may take out of the house: what a dataset is, how it is read, written and sent.

A room says what it gives: a `Dataset` (rows and columns, in `columns`), a `Bundle` (a folder of files about one thing),
a `Feed`, a `PageSort` for search engines and short addresses. The wiring hands them down to `listed`, where files, API
and catalogue find them (`publication/opendata`), and short addresses (`short`); this room knows none of
them. Standards: RFC 4180 (CSV), RFC 4287 (Atom).
"""
