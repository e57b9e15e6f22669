"""Who is known: countries, institutions, organizations, groups, people in office, role nouns."""

from panj.knowledge.actors.tables import ActorTables, Entry, Homonym, Named, Role

__all__ = ["ActorTables", "Entry", "Homonym", "Named", "Role"]
