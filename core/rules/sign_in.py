"""Under which keys failed sign-ins of one account are counted."""


def attempts_key(username: str) -> str:
    """The same for every spelling that finds the account, and whatever address the person came by."""
    return f"sign-in:{username.strip().lower()}"


def second_step_key(user_id: int) -> str:
    """The key under which allauth counts wrong codes and keys of one person."""
    return f"mfa-auth-user-{user_id}"
