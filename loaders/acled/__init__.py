"""Read a user's own export of ACLED events."""
