"""Webhooks of providers of text messages: what proves one, what it says, and how it goes on. Pure: values in, values
out.

`asked.py` is the vocabulary, `jwt.py` and each provider's own file say how it signs and writes; `providers.py` names
them.
"""
