"""What the public takes out: files of all that is public, an API, a catalogue, feeds, and the map for search engines.

Nouns: a dataset (rows and columns, said once in `datasets/`), its files, its place in the API and the catalogue.
No models and no deeds. Standards: RFC 4180 (CSV), DCAT-AP 3.0, RFC 4287 (Atom), sitemaps.org 0.9, OpenAPI 3.1.
"""
