"""Documents and files: told by their bytes, kept once for each content, sent for saving and never to be opened.

Nouns: content (the bytes of a file, under their SHA-256), document (what it is and whose), version (title, language,
licence, file, text). Deeds: file a document, supersede it by a version, redact it: a version with a note takes the
place of all before it, which are sent no longer. Other rooms point to a content with what it means to them, as
evidence does (ADR 8, ADR 13).
"""
