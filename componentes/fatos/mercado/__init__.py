"""Which symbols and timeframes a program is really bound to."""
