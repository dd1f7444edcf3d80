"""Walking: fixes, clouds, discoveries, visits, hints and points."""
