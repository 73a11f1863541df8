"""Reading how far a plan is: reports, evidence, indicators, half-years, reviews."""
