"""Privet: a customer-data vault that stands in the path of a company's messages."""

__version__ = "0.1.0"
