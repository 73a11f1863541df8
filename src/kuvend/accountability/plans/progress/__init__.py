"""How far a plan is: reports with evidence and indicators, statements of failure, assessments."""
