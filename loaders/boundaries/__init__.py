"""World and Ukrainian boundaries: where they come from, how they are repaired and how they are read."""
