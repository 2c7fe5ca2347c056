"""Signals that change after the fact, or look into the future."""
