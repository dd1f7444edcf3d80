"""The words that leave the server: of mails, calendar files, posters and public pages, in each language.

They are made of what the rules know, and know nothing of how they are sent.
"""
