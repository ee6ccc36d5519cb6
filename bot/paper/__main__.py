"""``python -m bot.paper``: a page of HTML in, a PDF out; a long one is printed beside the bot, not in it."""

import sys

from .printing import pdf

sys.stdout.buffer.write(pdf(sys.stdin.buffer.read().decode()))
