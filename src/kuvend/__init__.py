"""Kuvend: every input gets an answer, and every answer can be followed to its effect and proven."""
