"""Parts of pages: each shows one thing and loads nothing itself."""
