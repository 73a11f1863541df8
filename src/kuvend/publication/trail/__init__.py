"""What happened to it: the page of a contribution with its whole way, each step dated and with its proof.

It has no models of its own; it puts together what contributions, responses, moderation, the record and
the rooms of the texts that words landed in know of one contribution.
"""
