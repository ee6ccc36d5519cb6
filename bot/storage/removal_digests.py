"""How equal links meet without being readable: a digest of a post's address, keyed with the vault's keys.

The first key makes it, and links are looked for with all of them. A change of key makes it anew from the sealed
address (``anew``), so that links still meet when the old key is taken away.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import case

from .schema import removals
from .vault import Vault

_PURPOSE = "removals"


def digests(vault: Vault, address: str) -> tuple[str, ...]:
    """HMAC-SHA-256 of an address, by each key, in hexadecimal; the first is the one to keep."""
    secrets = vault.secrets_for(_PURPOSE)
    return tuple(hmac.new(secret.encode(), address.encode(), hashlib.sha256).hexdigest() for secret in secrets)


def anew(vault: Vault, content: bytes) -> Mapping[str, Any]:
    """The digest of a removal by the first key; one that has none, as it is closed, gets none."""
    digest = digests(vault, json.loads(content)["address"])[0]
    return {"digest": case((removals.c.digest.is_not(None), digest), else_=None)}
