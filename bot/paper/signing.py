"""The council's key for evidence packs: Ed25519, so that anybody can check a pack with the public half alone."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

SEED_BYTES = 32


class PackKey:
    """Signs evidence packs."""

    def __init__(self, seed: bytes) -> None:
        """Take 32 secret bytes. Raises ``ValueError`` for another length."""
        self._private = Ed25519PrivateKey.from_private_bytes(seed)

    @classmethod
    def from_text(cls, text: str) -> "PackKey":
        """Read base64. Raises ``ValueError`` where it is not 32 bytes of it."""
        try:
            return cls(base64.b64decode(text.strip(), validate=True))
        except binascii.Error as error:
            raise ValueError("a key is base64") from error

    @property
    def public(self) -> bytes:
        """The public half, as PEM."""
        return self._private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def name(self) -> str:
        """The public half as people compare it: 44 characters of base64."""
        return _name(self._private.public_key())

    def sign(self, content: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self._private.sign(content)


def _name(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def signer(content: bytes, signature: bytes, public: bytes) -> str:
    """The name of the key (PEM) by which a content is signed; "" where it is not."""
    try:
        key = load_pem_public_key(public)
        if not isinstance(key, Ed25519PublicKey):
            return ""
        key.verify(signature, content)
    except (ValueError, UnsupportedAlgorithm, InvalidSignature):
        return ""
    return _name(key)
