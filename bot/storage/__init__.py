"""Everything that must survive: one database, one transaction for a change and all that follows from it."""

from .database import Database, Transaction
from .vault import Vault

__all__ = ["Database", "Transaction", "Vault"]
