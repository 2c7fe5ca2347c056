"""Two runs side by side: the values, the pure comparison, and its page, JSON and Markdown."""
