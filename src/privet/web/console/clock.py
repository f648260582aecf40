"""What is done by the clock: what each job does, whether it runs, when it last ran, how late it is and what failed."""

from __future__ import annotations

from privet.acts import job
from privet.app import Privet
from privet.web.console.answer import Answer, Page, Route
from privet.web.console.visit import Visit

HERE = "/settings/jobs"

WORK = {
    "copies": "Brings further places of the key store up to date.",
    "hold": "Ends holds whose time is over, and destroys what they kept.",
    "expire": "Destroys keys of periods whose time is over.",
    "erase": "Finishes erasures that a crash or a place cut off.",
    "send": "Tries messages again that were not delivered.",
    "relay": "Settles requests to other programs whose outcome a crash hid.",
    "prompts": "Settles requests to models whose outcome a crash hid.",
    "unseen": "Looks again at messages that could not be looked through.",
    "deletions": "Warns of messages that are not deleted at their channel yet.",
    "index": "Writes down which words stand in which message.",
    "refused": "Tells how often keys were refused.",
    "review": "Looks at accounts, keys, rights and the ledger, once a day.",
    "entries": "Hands new entries of the ledger on.",
    "sample": "Draws what was shown, for somebody else’s verdict.",
    "training": "Reminds of training that is due.",
    "tasks": "Reminds of reviews that are due.",
    "statistics": "Counts what was found on days that are over, of ten customers or more.",
    "checkpoint": "Signs the ledger.",
    "backups": "Begins backups and drills, and puts on record what became of them.",
    "backup": "Writes what a folder of backups does not have.",
    "drill": "Restores a backup for show, and checks it.",
    "events": "Forgets events that nobody took.",
    "syslog": "Sends entries of the ledger to a collector.",
    job.CLOCK: "The clock jumped, and is doubted for a day.",
}
"""What each job does."""


def shown(app: Privet, visit: Visit) -> Answer:
    """Every job that ever ran."""
    return Page("settings-jobs.html", {"rows": job.everyone(app, visit.tenant, visit.here.actor), "work": WORK})


ROUTES = (Route("GET", HERE, shown),)
