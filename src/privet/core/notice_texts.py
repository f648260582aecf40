"""Every sentence of a privacy notice; what stands in braces is filled in (`core.notice`)."""

from __future__ import annotations

DETAILS = {
    "company": "The company, as it is registered.",
    "address": "Its postal address.",
    "contact": "Where people write to about their data: an address of mail or of a page.",
    "officer": "How to reach its data protection officer; empty: it has none.",
    "authority": "The authority that people may complain to.",
    "transfers": "Countries outside the person's own that data goes to, and on what ground; empty: none.",
}
"""What no setting says, and somebody fills in."""

SAID = {
    "who": "{company} answers for your data.",
    "where": "Its address: {address}.",
    "contact": "Write about your data to {contact}.",
    "officer": "Its data protection officer: {officer}.",
    "what": "What you write to us and when, over",
    "named": "Others may have written about you to us; then we hold that too.",
    "masked": "In what we read of your messages, what is personal is replaced by marks such as [PHONE_1]; the values"
    " are kept apart, each person's under a key of their own.",
    "seal": "Kept, under a key of your own",
    "transit": "Kept only until it is delivered",
    "drop": "Never written down",
    "pass": "Left in the message as it is",
    "unset": "The company has not said on which ground yet.",
    "day": "For {count} days.",
    "hour": "For {count} hours.",
    "minute": "For {count} minutes.",
    "second": "For {count} seconds.",
    "until": "Until an event ends it, such as the end of your contract or a consent taken back.",
    "gone": "After that its key is destroyed, and with it every copy, those in backups too.",
    "nobody": "Nobody outside the company.",
    "clear": "It may be given these values:",
    "marks": "It gets marks in place of values.",
    "values": "It carries what you write and what we answer, as you read it.",
    "transfers": "Data goes to other countries: {transfers}.",
    "here": "The company names no country outside your own that data goes to.",
    "rights": "You may ask what is held about you and get a copy, have it put right, restricted or erased, object"
    " to what is done with it, and take back a consent whenever you like. It costs nothing"
    " and is answered within a month.",
    "seen": "Whoever looks at a value of yours is on record with name, purpose and time.",
    "complain": "You may complain to {authority}.",
    "complain-any": "You may complain to the data protection authority where you live.",
    "machine": "Nothing in this system decides about you by itself.",
    "sold": "Nothing in this system sells your data, or shares it for advertising (Cal. Civ. Code § 1798.120).",
    "equal": "Whoever uses these rights is treated no worse for it (Cal. Civ. Code § 1798.125).",
    "measures": "Values are sealed by AES-256-GCM, each person's under keys of their own; erasing destroys the key. Who"
    " sees what is decided by rules and written to a ledger that cannot be changed unseen. Staff log in by two proofs.",
    "people": "Customers, and those whom they write about.",
}
"""Every sentence there is; what stands in braces is filled in."""

HEADINGS = {
    "who": "Who answers for your data",
    "what": "What we hold",
    "why": "What for, and on which ground",
    "long": "For how long",
    "whom": "Who gets any of it",
    "rights": "What you may ask",
    "california": "If you live in California",
}

CHANNELS = {
    "telegram": "Telegram", "sms": "text messages", "webchat": "the chat on our site", "api": "our own programs",
    "llm": "assistants that use a language model", "adapter": "other chat programs",
}  # fmt: skip
"""What each way in is called."""

WAYS = {
    "telegram": "Carries the chats with @{name}.",
    "sms": "Carries text messages ({name}).",
    "llm": "Runs a language model that helps to answer.",
    "adapter": "Carries chats of another program.",
    "hook": "Is told that something happened.",
    "upstream": "Is asked for what a customer wants ({name}).",
    "storage": "Keep what customers write.",
}
"""What each recipient does; and the purpose that no policy names."""
