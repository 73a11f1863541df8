"""Addresses: `pages` stand below a language, `files` have none."""
