"""Passkeys: what a browser is asked, and whether its answer is right (Web Authentication Level 3), by `webauthn`.

Every answer must say that the authenticator verified its user (PIN, fingerprint, face) and that a person was present.
An answer from within another site's page (a frame) is refused. Who made the authenticator is not asked (attestation
`none`), so nothing that identifies a device is kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from privet.errors import BadInput, NotProved

LONGEST = 16_384
"""Characters of an answer; real ones have about a thousand."""

WRONG = "the passkey could not be checked"
HINT = "try again; another passkey or a recovery code works as well"


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are for: `name` is the host (the relying party's id), `origin` the page's scheme, host, port."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey just made. `synced` says that it may leave its device, `backed_up` that it did (flags BE and BS)."""

    credential: bytes
    public_key: bytes
    sign_count: int
    synced: bool
    backed_up: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A browser's answer to a log-in, read but not believed: whose passkey it names, and the challenge it answers."""

    credential: bytes
    user: bytes
    challenge: bytes
    given: dict[str, Any]


def creation(
    site: Site, user: bytes, name: str, challenge: bytes, have: Sequence[bytes], *, listed: bool = True
) -> dict[str, Any]:
    """What `navigator.credentials.create` is given (as JSON); `have` are passkeys the person has, not made twice.

    `listed` says that the device must find it without being told its id, and so lists it; else it rather should not.
    """
    from webauthn import generate_registration_options
    from webauthn.helpers import options_to_json_dict, structs

    kept = structs.ResidentKeyRequirement
    options = generate_registration_options(
        rp_id=site.name, rp_name="Privet", user_id=user, user_name=name, challenge=challenge,
        timeout=300_000, attestation=structs.AttestationConveyancePreference.NONE,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=kept.REQUIRED if listed else kept.DISCOURAGED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        supported_pub_key_algs=_algorithms(),
        exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=one) for one in have],
    )  # fmt: skip
    return options_to_json_dict(options)


def request(site: Site, challenge: bytes, have: Sequence[bytes] = ()) -> dict[str, Any]:
    """What `navigator.credentials.get` is given (as JSON). Where it names no passkey, it tells nothing of anybody."""
    from webauthn import generate_authentication_options
    from webauthn.helpers import options_to_json_dict, structs

    options = generate_authentication_options(
        rp_id=site.name, challenge=challenge, timeout=300_000,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
        allow_credentials=[structs.PublicKeyCredentialDescriptor(id=one) for one in have],
    )  # fmt: skip
    return options_to_json_dict(options)


def made(text: str, site: Site) -> tuple[bytes, Made]:
    """The passkey that a browser made, and the challenge it did so for, which the caller checks to be its own.

    Raises BadInput, NotProved.
    """
    from webauthn import verify_registration_response
    from webauthn.helpers import parse_client_data_json, parse_registration_credential_json
    from webauthn.helpers.structs import CredentialDeviceType

    given = _json(text)
    try:
        parsed = parse_registration_credential_json(given)
        said = parse_client_data_json(parsed.response.client_data_json)
        found = verify_registration_response(
            credential=parsed, expected_challenge=said.challenge, expected_rp_id=site.name, expected_origin=site.origin,
            require_user_verification=True, supported_pub_key_algs=_algorithms(),
        )  # fmt: skip
    except Exception:  # whatever a hostile browser sends must not become more than a refusal
        raise NotProved(WRONG, hint=HINT) from None
    if said.cross_origin:
        raise NotProved(WRONG, hint=HINT)
    synced = found.credential_device_type is CredentialDeviceType.MULTI_DEVICE
    new = Made(found.credential_id, found.credential_public_key, found.sign_count, synced, found.credential_backed_up)
    return said.challenge, new


def answered(text: str) -> Answer:
    """A browser's answer to `request`, not checked yet. Raises BadInput, NotProved."""
    from webauthn.helpers import parse_authentication_credential_json, parse_client_data_json

    given = _json(text)
    try:
        parsed = parse_authentication_credential_json(given)
        said = parse_client_data_json(parsed.response.client_data_json)
    except Exception:
        raise NotProved(WRONG, hint=HINT) from None
    if said.cross_origin:
        raise NotProved(WRONG, hint=HINT)
    return Answer(parsed.raw_id, parsed.response.user_handle or b"", said.challenge, given)


def check(answer: Answer, site: Site, known: Made) -> Made:
    """The passkey after this use of it: its counter, and whether it is backed up now. Raises NotProved.

    A counter that did not grow, where there is one, means that the passkey was copied; a passkey that turned from bound
    to its device into synced is not the one that was enrolled (§6.1.3).
    """
    from webauthn import verify_authentication_response
    from webauthn.helpers.structs import CredentialDeviceType

    try:
        found = verify_authentication_response(
            credential=answer.given, expected_challenge=answer.challenge, expected_rp_id=site.name,
            expected_origin=site.origin, credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count, require_user_verification=True,
        )  # fmt: skip
    except Exception:
        raise NotProved(WRONG, hint=HINT) from None
    synced = found.credential_device_type is CredentialDeviceType.MULTI_DEVICE
    if synced != known.synced:
        raise NotProved(WRONG, hint=HINT)
    return Made(known.credential, known.public_key, found.new_sign_count, synced, found.credential_backed_up)


def _algorithms() -> list[Any]:
    """What passkeys may sign with: ES256, EdDSA, RS256, in the order in which they are wanted."""
    from webauthn.helpers.cose import COSEAlgorithmIdentifier as Algorithm

    return [Algorithm.ECDSA_SHA_256, Algorithm.EDDSA, Algorithm.RSASSA_PKCS1_v1_5_SHA_256]


def _json(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise BadInput("that is too long for the answer of a passkey")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadInput("that is not the answer of a passkey in JSON")
    return found
