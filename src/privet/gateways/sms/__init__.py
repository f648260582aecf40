"""Text messages in the path: what providers post comes in and goes on to the company's application, in tokens; what the
application wants sent goes out by the provider.

Both change one address (docs/howto/sms-webhooks.md). `server.py` is what they ask, `posting.py` hands on what came,
`sending.py` has messages sent, `live.py` knows which lines there are.
"""

NAME = "sms"
