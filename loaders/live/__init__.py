"""The live sources: one file each that says how it is asked and how its answer is read."""
