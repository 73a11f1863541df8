"""What happened to it: the page of a contribution with its whole way, each step dated and with its proof.

It has no models of its own; it puts together what contributions, responses, moderation, the record and the
plan know of one contribution.
"""
