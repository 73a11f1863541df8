"""What everybody may take out of the house: what a dataset is, how it is read, written and sent.

A room says what it gives: a `Dataset` (rows and columns, in `columns`), a `Bundle` (a folder of files about one thing),
a `Paper` (one thing as a document), a `Feed`, a `PageSort` for search engines and short addresses. The wiring hands
them down to `listed`, where files, API and catalogue (`publication/opendata`), papers (`publication/papers`) and short
addresses (`short`) find them; this room knows none of them. Standards: RFC 4180 (CSV), RFC 4287 (Atom).
"""
