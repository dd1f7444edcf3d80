"""Pages and resources for whoever runs the campaign."""
