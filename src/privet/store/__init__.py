"""REMEMBERS: one transaction for one tenant. SQL stands here and nowhere else."""
