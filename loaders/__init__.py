"""The sources of Mineline: one folder a source, each translating its publisher's words into geodata's."""
