"""The tidy tree: planned, made and undone, with a journal; no other room touches a library."""
