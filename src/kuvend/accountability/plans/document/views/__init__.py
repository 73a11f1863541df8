"""The pages of plans, of what stands in them, and of their check at the desk."""
