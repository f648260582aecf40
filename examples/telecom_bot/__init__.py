"""A telecom company's chat bot behind Privet: bills, faults, plans and SIM cards, and it never sees a customer's data.

Two programs. The bot (`bot.py`) talks: it hears messages in tokens and answers in words with slots, `{bill.total}`. The
counter (`counter.py`) knows the accounts: it does what the bot asks for if the guard (`guard.py`) lets it, fills the
slots, and sends the answer through Privet. Between the two nothing goes but names of tools, of plans and of slots.
"""
