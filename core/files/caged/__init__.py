"""What opens files of strangers: small programs without Django, settings or database, run by core.files.cage."""
