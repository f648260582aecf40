"""REACHES OUT: one file fits one port. Plugins do not know each other."""
