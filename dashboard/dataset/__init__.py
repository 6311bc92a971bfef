"""The data behind a view: exactly the rows of its table, as files that carry their own papers."""
