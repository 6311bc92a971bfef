"""Load events and hazard areas: bundled, or from a user's own files; join them, store them, answer from the store."""
