"""How well a program is kept: deceptive labels, dead inputs, explanations."""
