"""Reading the plans of a country as a row in time."""
