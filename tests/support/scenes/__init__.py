"""Small worlds with people in them, for tests of use cases."""
