"""One module for each group of commands; a command takes parameters and returns plain values."""
