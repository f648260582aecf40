"""Every error Privet raises, in one tree. Each carries a stable code, an HTTP status, a CLI exit code and a sentence.

    PrivetError                  exit  status
    ├── BadInput                    2     400   what was given cannot be used
    │   ├── UnknownSetting          2     400   privet.toml has a key nobody knows
    │   ├── UnreadableRecord        2     400   one record of a file or batch cannot be read
    │   ├── TooLarge                2     413   over a documented bound
    │   ├── TooSlow                 2     408   a request that did not come whole in time
    │   ├── UsedAgain               2     422   an Idempotency-Key that stood for another request
    │   ├── WrongMethod             2     405   an address that does not take this method
    │   └── WrongType               2     415   a body of a media type that is not taken here
    ├── NotFound                    3     404   no such id for this tenant
    ├── Denied                      4     403   a rule said no, or no rule said yes
    │   ├── NotProved               4     401   passphrase or code wrong, or no terminal to ask on
    │   ├── Stale                   4     403   only a newer proof of who asks stands in the way
    │   └── Erased                  4     410   the subject was erased
    ├── Conflict                    4     409   the same request is under way, or was cut off
    ├── NotReady                    5     503   something Privet stands on is missing or locked
    │   ├── NoInstallation          5     503   nothing was initialised in this folder
    │   ├── NoPolicy                5     503   no policy, no start
    │   ├── WrongKey                5     503   the root key or passphrase does not open this installation
    │   ├── Busy                    5     503   another process holds the lock for too long, or the port is taken
    │   └── StorageFailed           5     507   disk full, folder not writable, database corrupt
    ├── ChannelError                6     502   the other side of a channel refused or did not answer
    └── Tampered                    7     500   stored bytes, a ledger or a proof do not check out

The sentence shown is the message; it holds ids and settings, never a value. `hint` says what to do next.
"""

from __future__ import annotations


class PrivetError(Exception):
    """Something went wrong in Privet."""

    code = "privet"
    status = 500
    exit = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadInput(PrivetError):
    """What was given cannot be used."""

    code, status, exit = "bad-input", 400, 2


class UnknownSetting(BadInput):
    """The configuration names a setting that does not exist."""

    code = "unknown-setting"


class UnreadableRecord(BadInput):
    """One record cannot be read; the others are not affected."""

    code = "unreadable-record"


class TooLarge(BadInput):
    """What was given is over a documented bound."""

    code, status = "too-large", 413


class TooSlow(BadInput):
    """The request did not come whole in time."""

    code, status = "too-slow", 408


class UsedAgain(BadInput):
    """An Idempotency-Key stood for another request before."""

    code, status = "used-again", 422


class WrongMethod(BadInput):
    """The address is asked by another method."""

    code, status = "wrong-method", 405


class WrongType(BadInput):
    """The body is of a media type that this address does not take."""

    code, status = "wrong-type", 415


class NotFound(PrivetError):
    """There is nothing with that id for this tenant."""

    code, status, exit = "not-found", 404, 3


class Denied(PrivetError):
    """A rule said no, or no rule said yes."""

    code, status, exit = "denied", 403, 4


class NotProved(Denied):
    """Who asks has not been proved: passphrase or code wrong, or nobody there to ask."""

    code, status = "not-proved", 401


class Stale(Denied):
    """The last proof of who asks is too old for this, and nothing else stands in the way."""

    code = "stale"


class Erased(Denied):
    """The subject was erased; nothing of it can be opened any more."""

    code, status = "erased", 410


class Conflict(PrivetError):
    """The same request is under way, or was cut off and may have been done."""

    code, status, exit = "conflict", 409, 4


class NotReady(PrivetError):
    """Something Privet stands on is missing or locked."""

    code, status, exit = "not-ready", 503, 5


class NoInstallation(NotReady):
    """Nothing was initialised in this folder."""

    code = "no-installation"


class NoPolicy(NotReady):
    """There is no policy, or it does not check out; without one Privet does not start."""

    code = "no-policy"


class WrongKey(NotReady):
    """The root key or passphrase does not open this installation."""

    code = "wrong-key"


class Busy(NotReady):
    """Another process holds what is needed: a lock for too long, or the port."""

    code = "busy"


class StorageFailed(NotReady):
    """The disk is full, the folder cannot be written, or a database is corrupt."""

    code, status = "storage-failed", 507


class ChannelError(PrivetError):
    """The other side of a channel refused or did not answer."""

    code, status, exit = "channel", 502, 6

    def __init__(self, message: str, *, retry: bool, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.retry = retry


class Tampered(PrivetError):
    """Stored bytes, a ledger or a proof do not check out."""

    code, status, exit = "tampered", 500, 7
