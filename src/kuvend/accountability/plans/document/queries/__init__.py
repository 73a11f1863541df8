"""Reading the document of a plan: each page in a module of its own, and the plan as its file."""
