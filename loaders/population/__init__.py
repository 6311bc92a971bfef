"""Load how many people live in each area, the denominator of rates."""
