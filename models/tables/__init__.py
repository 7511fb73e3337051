"""The schema. Every room's tables are imported here: a case seal must know all of them whoever opens the vault."""

from models.tables import annotations as annotations
from models.tables import assessment as assessment
from models.tables import evidence as evidence
from models.tables import integrity as integrity
from models.tables import machine as machine
from models.tables import papers as papers
from models.tables import register as register
from models.tables import signing as signing
from models.tables import sources as sources
from models.tables import texts as texts
from models.tables import vault as vault
from models.tables import window as window
