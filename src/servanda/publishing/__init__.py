"""What is public, as pages, feeds and data that an ordinary web server serves."""
