"""The brief on one area: two A4 pages that say what is known of it, set by typst."""
