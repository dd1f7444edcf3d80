"""What tests share: none imports another test's module."""
