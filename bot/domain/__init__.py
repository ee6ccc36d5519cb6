"""Nouns and rules of the house, pure: no clock, no I/O, no third-party import. Time is an argument."""
