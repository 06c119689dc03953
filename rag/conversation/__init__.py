"""What was said before: questions that lean on it, made to stand on their own. Does no I/O."""

from rag.conversation.memory import Memory
from rag.conversation.resolution import LONGEST, standalone
from rag.conversation.turn import Turn

__all__ = ["LONGEST", "Memory", "Turn", "standalone"]
