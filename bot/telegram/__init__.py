"""The adapter to Telegram: speaks the Bot API, nothing else."""
