"""A phone that plays a recorded walk: it knows the rules' types and the wire format, and of the server its address.

Nothing here may import the server's own rooms: what the simulator shows is what any client can see.
"""
