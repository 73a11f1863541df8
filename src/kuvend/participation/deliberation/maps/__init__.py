"""Maps of opinion, exact and shown to nobody: what the engine draws from votes, and what the next map goes on from."""
