"""Mentions -> Claim: triggers, types, roles, status, speakers, and what belongs to each."""
