"""Wire payloads and their translation to the rules' types and back; nothing else in the project knows JSON.

A payload that comes in refuses unknown keys and wrong types; one that goes out holds what its receiver may know.
"""
