"""Tests of connections, limits, headers and addresses."""
