"""Any dated polygon files of control, in the user's own copy."""
