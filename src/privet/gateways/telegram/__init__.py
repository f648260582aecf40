"""Telegram in the path: a Bot API server to the company's bots, and a Bot API client to Telegram.

A bot keeps its token and changes one address (docs/howto/telegram.md). `server.py` is what bots and Telegram ask;
`poller.py` fetches updates, or `hooking.py` has them posted; `intake.py` has them stored, `serving.py` and `posting.py`
hand them to the bot, `calls.py` carries out what it asks for, `policy.py` protects the chat, `answers.py` sends what
people write in the console.
"""

NAME = "telegram"
