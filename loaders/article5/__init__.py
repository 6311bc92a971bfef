"""Load clearance deadlines and completions under Article 5 of the Mine Ban Treaty."""
