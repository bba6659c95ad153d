#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.core.management import execute_from_command_line

from core.requests import request_scope
from ocop_portal.logs import crash_in_the_log

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ocop_portal.settings")
    # The acts of one command stand together in the book of acts, as those of one request do.
    with request_scope(), crash_in_the_log(" ".join(sys.argv[1:2])):
        execute_from_command_line(sys.argv)
