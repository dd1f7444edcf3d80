"""Tests of the private PostgreSQL and of the schema."""
