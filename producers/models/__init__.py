"""Makers."""

from producers.models.producer import Producer, ProducerMerge
from producers.models.representative import RepresentativeProfile

__all__ = ["Producer", "ProducerMerge", "RepresentativeProfile"]
