"""Every text that people read, gathered from its source for one page: `./dev texts`."""
