"""What officers do with a case; the clock; delivery."""
