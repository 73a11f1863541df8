"""The demonstration: two plans and a box that is always open, with simulated people.

All is loaded through the same actions that people use. The texts stand in the folders `data` of the rooms, each of
which hands up its chapter. Each deed is done at the moment at which it happened, in the order of time: the plan
2020-2022 with its dates as they were, and the making of the next plan, laid around the day of loading. What owes an
answer, what is late and what follows from it is found out by the house itself.
"""
