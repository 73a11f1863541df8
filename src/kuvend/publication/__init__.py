"""What the public takes out: pages across rooms, the way of a contribution, open data."""
