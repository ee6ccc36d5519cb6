"""Faults: whatever Telegram, a machine and people do to the bot."""

import pytest

pytest.register_assert_rewrite("tests.faults.story")
