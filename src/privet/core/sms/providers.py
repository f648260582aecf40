"""The providers there are, by name."""

from __future__ import annotations

from privet.core.sms.asked import Provider
from privet.core.sms.infobip import Infobip
from privet.core.sms.messagebird import MessageBird
from privet.core.sms.twilio import Twilio
from privet.core.sms.vonage import Vonage

PROVIDERS: dict[str, Provider] = {one.name: one for one in (Twilio(), Vonage(), MessageBird(), Infobip())}
