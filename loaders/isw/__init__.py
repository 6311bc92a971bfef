"""Assessed control of terrain by the Institute for the Study of War, in the user's own copy."""
