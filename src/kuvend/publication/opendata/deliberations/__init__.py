"""What is taken out of a deliberation: its votes without names, its published map, its tables, a fresh map beside it.

A participant has a number that is made for this deliberation alone, of a key that no other one has: it leads neither
to a person, nor to the pseudonym, nor to the numbers of another deliberation. All votes carry the same moment, since
the hours at which somebody votes would tell people apart. Nothing is given before numbers are shown on the site.
"""
