"""The schema, one module for each trade. It is one room: whoever asks joins what they need."""
