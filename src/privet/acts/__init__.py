"""DOES: one verb a file, each with the same four beats: load, decide, record, do."""
