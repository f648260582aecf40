"""Requests to language models and their answers: which texts leave, where values come back, streams piece by piece."""
