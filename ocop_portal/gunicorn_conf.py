"""How gunicorn serves a real server: `gunicorn -c python:ocop_portal.gunicorn_conf ocop_portal.wsgi`."""

import os

from ocop_portal.logs import logging_config

# A socket that systemd hands over comes before this address.
bind = os.environ.get("OCOP_BIND") or "127.0.0.1:8000"
# As many as MemoryMax of ocop.service has room for; more are asked for by name.
MOST_OF_ITSELF = 4
workers = int(os.environ.get("OCOP_WORKERS") or min(os.cpu_count() or 2, MOST_OF_ITSELF))
worker_class = "gthread"
threads = 4
max_requests = 2000
max_requests_jitter = 200
timeout = 60
graceful_timeout = 30
umask = 0o007  # new folders of the media are for the portal's own group
# Larger heads than any page of ours needs are refused.
limit_request_line = 4094
limit_request_fields = 60
# Requests have their line from the portal itself, without addresses; gunicorn's own words go the same way.
accesslog = None
control_socket_disable = True
logconfig_dict = logging_config(os.environ.get("OCOP_LOG") or "json")
logconfig_dict["loggers"] |= {"gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False}}
