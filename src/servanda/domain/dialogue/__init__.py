"""Topics of the political dialogue: consultations held, what each side asked, the agreed words, the next round."""

from servanda.domain.dialogue.findings import DIALOGUE_FINDINGS
from servanda.domain.dialogue.fold import DIALOGUE_RULES, Consulted, Said, TopicState, fold

__all__ = ["DIALOGUE_FINDINGS", "DIALOGUE_RULES", "Consulted", "Said", "TopicState", "fold"]
