"""Under which key failed sign-ins of one account are counted."""


def attempts_key(username: str) -> str:
    """The same for every spelling that finds the account, and whatever address the person came by."""
    return f"sign-in:{username.strip().lower()}"
