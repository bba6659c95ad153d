"""Why a backup or a restore does not go on."""


class BackupRefused(Exception):
    """Told to the operator in one sentence; nothing was changed unless it says so."""
