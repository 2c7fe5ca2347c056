"""How a program trades: orders, sides, stops, lots, steps, reasons to enter."""
