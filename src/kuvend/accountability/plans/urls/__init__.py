"""Addresses of plans: pages in each language, files without one."""
