"""Files and what they say: told by their bytes, kept once for each content, sent for saving and never to be opened.

Nouns: content (the bytes of a file, under their SHA-256). Deeds: store a file's content; forget those that nothing
points to. Other rooms point to a content with what it means to them, as evidence does (ADR 8, ADR 13).
"""
