"""The subject of Mineline: its words, its table schemas and its rules, as pure functions on tables."""
