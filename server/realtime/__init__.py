"""Sockets: namespaces take messages in, the publisher sends events out."""
