"""The folder of this program, for what runs before its settings are read."""

from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent

DATABASE_NAME = "jokajobs"
"""In the private cluster of this checkout."""
