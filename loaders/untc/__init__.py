"""Acts of the UN Treaty Collection and the reviewed exceptions to the ordinary rules."""
