"""Load what sources say of mined land by area and year."""
