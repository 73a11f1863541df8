"""The plans of a country in time: half-years, stages, days without a plan, the next plan's delivery."""
