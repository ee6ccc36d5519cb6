"""Wardlight: a Telegram bot for local councillors."""

import os

# A question is worth a fraction of a millisecond of arithmetic. Shared out among threads, which wait for each other
# while others use the processor, it took two to four times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
