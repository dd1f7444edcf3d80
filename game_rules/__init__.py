"""The rules of the game, pure: the same input gives the same answer, and nothing is read from outside.

This room must not know the clock, randomness, files, the network or any framework; what it needs is passed in.
"""
