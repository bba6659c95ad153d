"""Days and numbers as in Vietnamese: Khmer readers here hold the same papers in their hands."""

from core.formats.vi.formats import *  # noqa: F403
