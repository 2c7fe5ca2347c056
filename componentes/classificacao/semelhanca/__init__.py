"""Which programs are the same thing, at which level, and which of them to keep."""
