"""DECIDES: values in, values out. No I/O, no clock, no logging; whoever calls brings time and chance as values."""
