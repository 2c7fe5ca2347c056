"""Figures turned into shapes: pure geometry, ready to be drawn as SVG by a template."""
