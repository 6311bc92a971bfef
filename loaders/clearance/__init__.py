"""Load what sources say of land release by area and year."""
