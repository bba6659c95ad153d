"""People, places, history and the generation of the public content."""

from core.models.generation import Generation
from core.models.history import HistoryEntry, HistorySeal
from core.models.people import User
from core.models.places import Place, PlaceCover, PlaceKind, PlaceLevel, PlaceSuccession
from core.models.touched import Touched, TouchedKind
from core.models.visitors import VisitorCount

__all__ = [
    "Generation",
    "HistoryEntry",
    "HistorySeal",
    "Place",
    "PlaceCover",
    "PlaceKind",
    "PlaceLevel",
    "PlaceSuccession",
    "Touched",
    "TouchedKind",
    "User",
    "VisitorCount",
]
