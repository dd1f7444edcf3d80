"""The shipped server as a process, and people who use it."""
