"""The codebook: PLOVER types, modes and contexts, CAMEO codes, the phrase table, and examples to check them by."""

from panj.knowledge.codebook.book import Cameo, Codebook, Context, EventType, Example, Expected, Mode

__all__ = ["Cameo", "Codebook", "Context", "EventType", "Example", "Expected", "Mode"]
