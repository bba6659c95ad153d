"""Backups: the database and the files together, checked when made and checked again before they are put back."""
