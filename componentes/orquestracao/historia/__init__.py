"""What happened, for people and for later."""
