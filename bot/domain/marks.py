"""What a report has that another one may have too: accounts, links and pictures."""

from enum import StrEnum

#: Two pictures are alike where at most so many of the 64 bits that say how they look differ.
MOST_BITS = 6


class MarkKind(StrEnum):
    """What is the same."""

    ACCOUNT = "account"
    LINK = "link"
    PICTURE = "picture"


def is_alike(one: str, other: str) -> bool:
    """Whether two pictures look the same: each is said by 16 hexadecimal digits."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= MOST_BITS
