"""Watching folders: what counts as a change, which folders are there, when to look again."""
