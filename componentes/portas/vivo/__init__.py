"""Watching a run on a terminal: where snapshots come from, keys, the screen that redraws."""
