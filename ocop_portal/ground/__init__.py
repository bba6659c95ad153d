"""The ground under the portal: virtual environment, embedded PostgreSQL, the demo. Standard library only."""
