"""The first territory as files with their sources, what makes those files, and what loads them.

Loads through services only: nothing here knows SQL, Flask or the wire.
"""
