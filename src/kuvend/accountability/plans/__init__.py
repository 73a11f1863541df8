"""A government's action plan, and whether it does what it promised.

Nouns: plan (one to one with a process), policy goal, component, commitment and milestone (each one to one
with an outcome), report (of progress on a milestone) with its evidence, assessment (of a commitment by the
Independent Reporting Mechanism, IRM). Deeds: import a plan, submit it, report progress, assess a commitment. A
commitment's progress is never typed: it follows from its milestones (`progress.py`).

After OGP's Articles of Governance, the Participation and Co-Creation Standards and the IRM's code lists.
"""
