"""SHOWS: a sub-app for each kind of visitor."""
