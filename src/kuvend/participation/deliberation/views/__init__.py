"""Pages of deliberations: the private way through the statements, the public results, the work of officials."""
