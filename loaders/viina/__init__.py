"""Settlement control of VIINA, in the user's own copy."""
