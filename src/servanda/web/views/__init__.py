"""The pages, one file for each room of the house as users see it. They parse, ask, show; rules live below."""
