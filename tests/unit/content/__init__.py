"""Tests of the knowledge base turned into objects."""
