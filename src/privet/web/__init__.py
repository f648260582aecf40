"""SHOWS: what a person looks at in a browser, and what a monitor reads. It neither seals nor opens: acts do."""
