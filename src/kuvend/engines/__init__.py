"""Pure computation: no Django, no database, no clock, no network, no global randomness."""
