"""The doors to the loaders beside `data.py` and `commands.py`: one file a subject, for pages or for commands."""
