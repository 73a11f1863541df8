"""Reading plans: each page's frozen dataclasses in a module of its own, and the plan as its file."""
