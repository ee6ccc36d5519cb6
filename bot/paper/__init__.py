"""Documents on paper: pages filled from templates, and made into PDFs that everybody can read."""

from .booklet import Booklet, Choice
from .press import Press
from .printing import filled, pdf

__all__ = ["Booklet", "Choice", "Press", "filled", "pdf"]
