"""The live screen: its parts as lines, each a pure function of a snapshot."""
