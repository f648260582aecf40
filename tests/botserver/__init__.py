"""A strict Telegram Bot API server of our own, with the people who use it, for tests: `with served() as fake:`.

    bot, ann = fake.bot(), fake.person("Ann", "Example")
    fake.start(ann, bot)                                  # somebody opens the chat
    message = fake.says(ann, "My card is …", bot)         # an update waits for the bot
    fake.until(lambda: fake.called("sendMessage"))        # what bots asked for, as it was read
    fake.shown(ann, bot)                                  # what the chat shows now

It goes by the published list of methods (api.txt), refuses with Telegram's words what Telegram refuses, and beside that
(words beginning with "strict: ") whatever is not on the list.
"""

from botserver.api import Refusal, full, made
from botserver.server import Fake, served
from botserver.world import Bot, Connection, Group, Person

__all__ = ["Bot", "Connection", "Fake", "Group", "Person", "Refusal", "full", "made", "served"]
