"""What was erased, withdrawn or stopped, told outside the database by keys alone, and done again after a restore.

A backup still holds what was erased since it was taken, and the book that said so goes with the database.
"""
