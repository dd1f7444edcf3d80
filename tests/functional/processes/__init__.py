"""Tests of processes: how they begin, work beside each other and end."""
