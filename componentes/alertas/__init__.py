"""Alerts: what is worth telling, how often, and how it gets to those who are told."""
