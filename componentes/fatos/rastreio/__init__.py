"""Follows names and branches backwards through MQL code; every walk is bounded."""
