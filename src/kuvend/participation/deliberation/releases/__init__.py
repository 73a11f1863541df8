"""Releases, all that is public of votes: when one may come, its rounded numbers, and what is made of them (ADR 10)."""
