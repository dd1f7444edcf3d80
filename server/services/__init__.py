"""One use case per file. A service is given the clock and a way to open a unit of work; it returns what happened.

Services must not know the web framework or the wire format.
"""
