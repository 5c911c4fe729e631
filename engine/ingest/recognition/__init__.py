"""What a file is, who wrote it, and where each of its columns goes."""

from __future__ import annotations

from engine.ingest.recognition.confirm import confirm
from engine.ingest.recognition.matching import THRESHOLD
from engine.ingest.recognition.recognise import recognise, recognise_as
from engine.ingest.recognition.signature import signature

__all__ = ["THRESHOLD", "confirm", "recognise", "recognise_as", "signature"]
