"""Addresses: `files` have no language, `pages` stand below one."""
