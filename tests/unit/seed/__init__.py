"""Tests of the demo territory and its loader."""
