"""The ways outside Telegram: mail, text messages through GOV.UK Notify, and whatever Apprise speaks."""

from .ways import NOTIFY, Ways

__all__ = ["NOTIFY", "Ways"]
