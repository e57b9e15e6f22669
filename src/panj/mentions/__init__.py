"""Sentence -> mentions: who, where, when, how many; found and resolved."""
