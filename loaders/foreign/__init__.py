"""Read a user's file of any known kind as a table of text, in a process of its own with limits of time and memory."""
