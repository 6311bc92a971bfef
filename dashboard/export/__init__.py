"""Put a view on paper: one sheet, drawn from the specification that the screen draws from, in several formats."""
