"""Read the events of VIINA."""
