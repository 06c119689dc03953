"""Says what Discord would refuse of what a bot sends.

`Description` knows Discord's own OpenAPI description of its API; `limits` what that leaves open
and Discord refuses all the same. Nothing here goes to the network.
"""

from __future__ import annotations

from discord_api.checking import Checker, Request
from discord_api.description import Description
from discord_api.parts import Fault

__all__ = ["Checker", "Description", "Fault", "Request"]
