"""Comments on a published draft text, section by section; each section is an outcome that words can change.

Noun: section (the detail of an outcome of kind `section`: its order in the draft). Deed: publish a draft.
"""
