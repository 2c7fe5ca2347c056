"""How open trades are managed and losses limited: trailing, guards, filters, limits."""
