"""Jobs that run later or periodically, in a worker's process: each calls one service.

A job may run more than once, after a crash: its service has to bear that.
"""
