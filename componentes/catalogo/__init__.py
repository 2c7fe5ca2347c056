"""The catalogue: one SQLite file that remembers runs, files and what their contents say."""
