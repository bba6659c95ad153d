"""The one way of files that people hand in: judged, kept under random names, given out after a check."""
