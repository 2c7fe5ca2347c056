"""The tidy tree as commands ask for it."""
