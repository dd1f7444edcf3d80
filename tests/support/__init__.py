"""Helpers that tests share: none imports another test's module."""
