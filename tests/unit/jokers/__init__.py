"""Tests of jokers."""
