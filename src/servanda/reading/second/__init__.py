"""The pure part of the second reader: what it is asked, what of its answer is believed, how it differs from the first.

The line to a model server is elsewhere (`servanda.second`); nothing here reads a clock, a setting or a socket.
"""

from servanda.reading.second.answer import Answer, AnswerFault, Refusal, understood
from servanda.reading.second.comparing import Pair, compare
from servanda.reading.second.prompt import messages

__all__ = ["Answer", "AnswerFault", "Pair", "Refusal", "compare", "messages", "understood"]
