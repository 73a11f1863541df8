"""Addresses of deliberations: pages in each language, files of open data without one."""
