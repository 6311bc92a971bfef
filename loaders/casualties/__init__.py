"""Load what sources say of casualties by area and year, and of the world."""
