"""What is taken out of a deliberation: its latest release, as one file, and its tables once it has closed.

All of it is rounded where it is stored (`rounding.py` and `releases.py` in the room of deliberation), the same as on
every page. Ballots are no open data: a few known answers single one out.
"""
