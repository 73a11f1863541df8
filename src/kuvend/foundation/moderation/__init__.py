"""The rules of the house, and what moderators decide by them.

Noun: decision (a contribution is let through, hidden by a rule with a note, or restored). The author and the
public read the rule; the note is for the author. Source: EU Regulation 2022/2065 art. 17 (statement of reasons).
"""
