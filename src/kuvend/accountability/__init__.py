"""Capabilities in which a government owes something: plans, requests, registers, claims."""
