"""Channels: one file for each way a message leaves."""
