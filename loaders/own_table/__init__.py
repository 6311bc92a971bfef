"""Read a table of events or a layer of hazard areas of the user's own, by a mapping."""
