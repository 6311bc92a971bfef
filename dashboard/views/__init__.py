"""The pages; each reads like the page it makes."""
