"""Which step follows which. No sentences: those are words, keyed by flow and step."""

from .report_abuse import REPORT, report_flow, report_from
from .report_to_platform import PAGE, PLATFORM, pages, platform_flow

__all__ = ["PAGE", "PLATFORM", "REPORT", "pages", "platform_flow", "report_flow", "report_from"]
