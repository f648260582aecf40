"""Witnesses: one file for each place outside the installation that remembers how far a ledger had grown."""
