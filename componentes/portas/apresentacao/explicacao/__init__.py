"""One file explained: each label with the lines that speak for and against it."""
