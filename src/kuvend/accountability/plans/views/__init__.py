"""Pages and forms of plans: what the public reads, the report of an institution, the assessment of a reviewer."""
