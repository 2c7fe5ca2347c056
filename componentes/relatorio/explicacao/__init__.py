"""One file explained as one HTML page, and the words that the terminal shares with it."""
