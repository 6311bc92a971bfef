"""Load the bundled sample of documented incidents."""
