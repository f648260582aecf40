"""STANDS IN THE PATH: what other people's programs connect to. The gateways come with later parts."""
