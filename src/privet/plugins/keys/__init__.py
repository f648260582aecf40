"""Key providers: each fits the port `core.wrap.RootKey` and seals the epoch key, nothing else."""
