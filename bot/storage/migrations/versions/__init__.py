"""The revisions, numbered; each expands before a later one contracts."""
