"""Load what sources say of stockpiles of antipersonnel mines."""
