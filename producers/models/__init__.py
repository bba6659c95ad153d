"""Makers."""

from producers.models.producer import Producer, ProducerMerge

__all__ = ["Producer", "ProducerMerge"]
