"""The dispatches that come with panj: written for it, to try it on."""

from panj.knowledge.tables import ROOT

FOLDER = ROOT / "dispatches"
