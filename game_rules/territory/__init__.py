"""The ground of a campaign: its area, its communes and staffed places."""
