"""The verbs of `jokajobs`, one file each."""
