"""Where a program comes from: generators, templates, decompilers."""
