"""Documents on paper: pages filled from templates, and made into PDFs that everybody can read."""

from .printing import filled, pdf

__all__ = ["filled", "pdf"]
