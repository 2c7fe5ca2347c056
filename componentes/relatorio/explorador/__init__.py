"""The table over all files: columns of small numbers, and details in compressed blocks."""
