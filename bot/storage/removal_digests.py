"""How links to one post meet: the digest of its address, which a change of key makes anew from what is sealed."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import case

from .schema import removals
from .vault import Vault

PURPOSE = "removals"


def anew(vault: Vault, content: bytes) -> Mapping[str, Any]:
    """The digest of a removal by the first key; one that has none, as it is closed, gets none."""
    digest = vault.digests(PURPOSE, json.loads(content)["address"])[0]
    return {"digest": case((removals.c.digest.is_not(None), digest), else_=None)}
