"""Reading deliberations: the ballot and the way through it, lists of statements, the results, one's own votes."""
