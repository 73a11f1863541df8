"""`kuvend-plan/1`: an action plan of the Open Government Partnership as one YAML file.

`read_plan(text)` gives a PlanDocument, or one problem with its place and line; `write_plan(document)` gives
the file's canonical text, and reading that gives the same document. A field that no source tells is the word
`unknown`: it is not the same as a field left out, and both survive the way through the database.
"""

from kuvend.engines.formats.plan.checked import as_read
from kuvend.engines.formats.plan.nodes import PlanFormatError
from kuvend.engines.formats.plan.reading import read_plan
from kuvend.engines.formats.plan.writing import write_plan

__all__ = ["PlanFormatError", "as_read", "read_plan", "write_plan"]
