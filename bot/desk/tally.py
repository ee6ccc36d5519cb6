"""What is counted while the bot works; whoever watches over it decides where the counts go."""

from typing import Protocol


class Tally(Protocol):
    """Takes counts: machine words and numbers, nothing about anybody."""

    def handled(self, kind: str, outcome: str, seconds: float) -> None:
        """A row was worked: ``done``, ``retry``, ``quarantined`` or ``lease-lost``."""

    def sent(self, outcome: str) -> None:
        """Telegram answered to a message: ``sent``, or what kept it from being sent."""

    def asked(self, outcome: str) -> None:
        """A question was ``answered``, ``offered`` several entries, or ``unanswered``."""

    def waiting(self, updates: int) -> None:
        """So many updates wait at Telegram."""


class Uncounted:
    """Counts nothing: for a bot that nobody watches."""

    def handled(self, kind: str, outcome: str, seconds: float) -> None:
        """Nothing."""

    def sent(self, outcome: str) -> None:
        """Nothing."""

    def asked(self, outcome: str) -> None:
        """Nothing."""

    def waiting(self, updates: int) -> None:
        """Nothing."""
