"""Wardlight: a Telegram bot for local councillors."""
