"""The adapter to Telegram: speaks the Bot API, nothing else."""

import os

# The library warns of a type that it is about to change; with this it uses the new one (its own way of asking).
os.environ.setdefault("PTB_TIMEDELTA", "true")
