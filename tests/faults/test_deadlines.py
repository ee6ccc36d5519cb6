"""Several emergencies that nobody takes, and a bot that dies: each deadline has its consequence, and soon."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.content import Knowledge
from bot.domain.person import Role
from tests.storage.postgres import Server

from .forked import Nursery, Restless, beginning
from .killing import Tally
from .machine import AHEAD_OF_ALL
from .story import PATIENCE, Effects, Story, knowledge_with
from .test_crashes import card_with
from .test_escalation import RUNGS, SECONDS
