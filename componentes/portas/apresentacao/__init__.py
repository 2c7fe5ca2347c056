"""How the answer of each command looks to a person: plain values in, renderables out."""
