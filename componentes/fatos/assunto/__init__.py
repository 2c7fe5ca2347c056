"""What a program is about, by the words, drawings and formulas of its code."""
