"""Which step follows which. No sentences: those are words, keyed by flow and step."""

from .guide import GUIDE, guide_flow, guide_of
from .on_behalf import BEHALF, absent_from, behalf_flow
from .report_abuse import REPORT, report_flow, report_from
from .report_to_platform import PLATFORM, platform_flow

__all__ = [
    "BEHALF",
    "GUIDE",
    "PLATFORM",
    "REPORT",
    "absent_from",
    "behalf_flow",
    "guide_flow",
    "guide_of",
    "platform_flow",
    "report_flow",
    "report_from",
]
