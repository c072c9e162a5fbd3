"""Where a person's name begins and ends, in scripts with and without capitals."""

from __future__ import annotations

from servanda.reading.document import Sentence
from servanda.reading.lexicon import Mention
from servanda.reading.tokens import Token

#: Classes whose mentions may be part of a name.
_HARMLESS = frozenset(
    {
        "given",
        "statesman",
        "date",
        "day",
        "number",
        "ordinal",
        "topic",
        "sector",
        "coop",
        "join",
        "field",
        "portfolio",
    }
)
#: Of these, what no name contains when the script has no capitals.
_HARMLESS_WITHOUT_CAPITALS = frozenset({"given", "statesman", "number"})


#: Surnames that would be a state's name if they had its article.
_SURNAMES = frozenset({"كاميرون", "هولندا", "اردن", "نيجر"})


#: White space of so many characters ends a name: the next word stands in another line or column.
_APART = 4


class Names:
    """Finds names in one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.pack = sentence.pack
        self.capitals = self.pack.meta.writing.capitals
        persons = self.pack.meta.persons
        self.particles = self.pack.folded(persons.particles)
        self.openers = self.pack.folded(persons.openers)
        self.longest = persons.longest
        harmless = _HARMLESS if self.capitals else _HARMLESS_WITHOUT_CAPITALS
        self.blocked: set[int] = set()
        self.firmly: set[int] = set()
        for m in sentence.mentions:
            if m.cls not in harmless and m.cls != "mask":
                self.blocked.update(range(m.lo, m.hi))
        fold = self.pack.morphology.fold
        for i, token in enumerate(sentence.tokens):
            if token.kind != "word":
                continue
            forms = token.keys if self.pack.morphology.declines else (fold(token.text),)
            no_name = not self.pack.no_names.isdisjoint(forms) and not self._called(i)
            if no_name or (not self.capitals and self._proclitic(token)):
                self.firmly.add(i)

    def _proclitic(self, token: Token) -> bool:
        """A preposition written to a verbal noun («لإبداء», «بإجراء») or to a common word («لرجال»)."""
        if token.text[:1] not in "لب":
            return False
        if token.text[1:2] == "إ":
            return True
        rest = [k for k, cut in token.keys.items() if cut == 1 and len(k) >= 4]
        return any(k in self.pack.no_names for k in rest) and not self.given_exact(
            self.pack.morphology.fold(token.text)
        )

    def _called(self, at: int) -> bool:
        """“Mr Bill Hayden”: after a courtesy and before a capital a given name is one, whatever else it means."""
        tokens = self.sentence.tokens
        if not self.capitals or at + 1 >= len(tokens) or not tokens[at + 1].capital:
            return False
        titled = any(m.hi == at and m.cls in ("honorific", "post", "rank") for m in self.sentence.mentions)
        return titled and any(
            k in self.pack.given_names or k in self.pack.given_words for k in tokens[at].keys
        )

    def given(self, token: Token) -> bool:
        """Whether the token is a known given name."""
        if not self.pack.given_names.isdisjoint(token.keys):
            return True
        return "Name" in token.feats and "cap" in token.feats

    def opens(self, at: int) -> bool:
        """Whether a word that is a given name too opens a name here: a word of no other use follows it.

        “Deputy Minister Roman Vassilenko”, «la ministre Victoire Dogbé»: after a post a name is expected.
        """
        tokens = self.sentence.tokens
        if not self.capitals or at + 1 >= len(tokens) or not self.like(at, False):
            return False
        word, following = tokens[at], tokens[at + 1]
        titled = any(m.hi == at and m.cls == "post" for m in self.sentence.mentions)
        if self.pack.given_words.isdisjoint(word.keys) and "-" not in word.text and not titled:
            return False
        return self.like(at + 1, False) and not self.pack.morphology.known(following.text)

    def like(self, at: int, first: bool) -> bool:
        """Whether the token may be part of a name (`first`: its first word)."""
        tokens = self.sentence.tokens
        if not 0 <= at < len(tokens):
            return False
        token = tokens[at]
        if token.kind == "initials":
            return self.capitals
        if token.kind != "word":
            return False
        return self._like_capital(at, token, first) if self.capitals else self._like_plain(at, token, first)

    def _like_capital(self, at: int, token: Token, first: bool) -> bool:
        if at in self.firmly or not (token.capital or (not first and self._articled(token))):
            return False
        if (
            at in self.blocked
            and not (not first and self._courtesy(at) and self.given(token))
            and not (not first and self._city(at))
            and not (first and self._forename(at))
        ):
            return False
        if len(token.text) == 1 and token.text.isupper() and at + 1 < len(self.sentence.tokens):
            following = self.sentence.tokens[at + 1]  # “Professor S Jayakumar”: an initial without its stop
            return (
                following.capital
                and len(following.text) > 2
                and not self.pack.morphology.known(following.text)
            )
        if self.given(token):
            return True
        if len(token.text) < 2:
            return False
        return not (at == 0 and self.pack.morphology.known(token.text))

    def _city(self, at: int) -> bool:
        """«José Tavares Lima»: a capital that stands right after two words of a name is a surname."""
        inside = [m for m in self.sentence.mentions if m.lo <= at < m.hi and m.cls not in _HARMLESS]
        cities = bool(inside) and all(
            m.hi - m.lo == 1 and (m.cls == "city" or (m.cls == "state" and m.attrs.get("as") == "capital"))
            for m in inside
        )
        if not cities or at < 1:
            return False
        if at >= 2 and self._particle(at - 1) and self.given(self.sentence.tokens[at - 2]):
            return True  # “Katrin von Bergen”
        if self.pack.morphology.fold(self.sentence.tokens[at - 1].text) in self.pack.given_names:
            return True  # «Paola Colombo»
        return at >= 2 and self.like(at - 1, False) and self.like(at - 2, True)

    def _forename(self, at: int) -> bool:
        """«г-жа Рима Хаддад»: a given name that is a capital too, after a courtesy or a post and before a capital letter."""
        tokens = self.sentence.tokens
        inside = [m for m in self.sentence.mentions if m.lo <= at < m.hi and m.cls not in _HARMLESS]
        if not inside or any(m.cls != "state" or m.attrs.get("as") != "capital" for m in inside):
            return False
        titled = any(
            m.hi == at and m.cls in ("honorific", "post", "rank", "state", "portfolio")
            for m in self.sentence.mentions
        )
        following = at + 1 < len(tokens) and tokens[at + 1].capital and at + 1 not in self.blocked
        return titled and following and self.pack.morphology.fold(tokens[at].text) in self.pack.given_names

    def _articled(self, token: Token) -> bool:
        """«аль-Юсеф»: a particle written to the name with a hyphen."""
        particle, hyphen, rest = token.text.partition("-")
        return bool(hyphen and rest[:1].isupper()) and self.pack.morphology.fold(particle) in self.particles

    def _courtesy(self, at: int) -> bool:
        """Whether a word is blocked as a courtesy only, which within a name is a name («Ben Cheikh»)."""
        return all(m.cls in ("honorific", *_HARMLESS) for m in self.sentence.mentions if m.lo <= at < m.hi)

    def _like_plain(self, at: int, token: Token, first: bool) -> bool:
        folded = self.pack.morphology.fold(token.text)
        if not first and self._continues(at, folded):
            return True
        if not first and any(
            m.cls == "post" and m.hi > m.lo + 1 for m in self.sentence.mentions if m.lo == at
        ):
            return False  # «… الحمادي الأمين العام»: where a post of several words begins, the name has ended
        if self.given_exact(folded) or (first and len(folded) > 2 and self._fathered(at)):
            return True
        if not first and at not in self.firmly and at in self.blocked and self._surname(at, folded):
            return True
        if not first and self.sentence.tokens[at - 1].text in ("آل", "ال"):
            return True  # «آل ثاني»: the name of a house, whatever the word means otherwise
        if len(folded) < 2 or at in self.firmly or at in self.blocked or "\u064b" in token.text:
            return False
        if first and at > 0 and folded.startswith("ال") and self._titled(at):
            return True
        if first:
            return not folded.startswith(("ال", "وال", "بال", "لل", "و", "ي")) and len(folded) > 2
        return not (folded.startswith(("وال", "بال", "لل", "فال")) or (folded[0] == "و" and len(folded) > 4))

    def _continues(self, at: int, folded: str) -> bool:
        """What belongs to the name before it, whatever it means otherwise: «عبد الله», «عبدالله الثاني», «صباح … الصباح»."""
        tokens, fold = self.sentence.tokens, self.pack.morphology.fold
        if at == 0 or tokens[at - 1].kind != "word":
            return False
        before = fold(tokens[at - 1].text)
        if before == "عبد" and folded.startswith("ال"):
            return True
        if at >= 2 and folded.startswith("ال") and fold(tokens[at - 2].text) in ("بن", "بنت"):
            return True  # «سلطان بن سعد الحربي»: the family's name, whatever it means
        if folded == "الصباح" and at >= 2 and before.startswith("ال"):
            return True  # a house whose name is the morning too
        mentions = [m for m in self.sentence.mentions if m.lo <= at < m.hi]
        if not folded.startswith("ال"):
            # «ديفيد كاميرون», «تيريزا ماي»: the state would have its article, the month stands after a number.
            return self.given_exact(before) and any(
                m.cls == "month" or (m.cls == "state" and m.attrs.get("as") == "name" and folded in _SURNAMES)
                for m in mentions
            )
        regnal = [m for m in mentions if m.cls == "ordinal" and m.hi == m.lo + 1]
        if regnal and self.given_exact(before):
            return all(m.cls in ("ordinal", "statesman") or m.hi == m.lo + 1 for m in mentions)
        return any(
            t.kind == "word" and folded == "ال" + fold(t.text) and self.given_exact(fold(t.text))
            for t in tokens[max(0, at - 4) : at]
        )

    def _fathered(self, at: int) -> bool:
        """«X بن Y» is a name whatever X means otherwise."""
        tokens = self.sentence.tokens
        return at + 1 < len(tokens) and self.pack.morphology.fold(tokens[at + 1].text) in ("بن", "بنت")

    def _surname(self, at: int, folded: str) -> bool:
        """A relative adjective without article after a name («نقلي») is a surname: as an attribute it would have one."""
        verbs = {"past", "pres", "fut"}
        mentions = [m for m in self.sentence.mentions if m.lo <= at < m.hi]
        if any(
            (m.hi - m.lo > 1 and m.cls != "statesman") or verbs & m.feats for m in mentions
        ) or not folded.endswith("ي"):
            return False
        if not folded.startswith("ال"):
            adjective = {id(m) for m in mentions if m.cls == "state" and m.attrs.get("as") == "adj"}
            return all(m.cls in ("sector", "portfolio") or id(m) in adjective for m in mentions)
        # «محمد علي النفطي», «محمد شياع السوداني»: with the article too, right after two words of a name.
        return (
            all(m.cls in ("sector", "field", "portfolio", "state", "statesman") for m in mentions)
            and at >= 2
            and self.like(at - 1, False)
            and self.given_exact(self.pack.morphology.fold(self.sentence.tokens[at - 2].text))
        )

    def _titled(self, at: int) -> bool:
        """After a title with article a word with article is a surname («الوزير الجبير»)."""
        titles = [m for m in self.sentence.mentions if m.cls == "post" and m.hi == at and m.hi - m.lo == 1]
        return any("def" in self.sentence.tokens[m.lo].feats for m in titles)

    def given_exact(self, folded: str) -> bool:
        return folded in self.pack.given_names

    def end(self, at: int) -> int:
        """The end of the name that begins at a token (equal to `at` where none does)."""
        tokens = self.sentence.tokens
        if not (
            self.like(at, True) or (self._particle(at) and at + 1 < len(tokens) and self.like(at + 1, False))
        ):
            return at
        if (
            self._particle(at)
            and not self.like(at, True)
            and self.pack.morphology.fold(tokens[at].text) not in self.openers
        ):
            return at
        hi, words = at, 0
        cases: frozenset[str] = frozenset()
        said: set[str] = set()
        while hi < len(tokens) and words < self.longest:
            if hi > at and self.capitals and tokens[hi].start - tokens[hi - 1].end >= _APART:
                break
            within = words > 0 and self.capitals and self._particle(hi) and self.like(hi, False)
            if within and hi + 1 < len(tokens) and self.like(hi + 1, False):
                pass  # «Бадром Бен Хамадом»: a particle has no case
            elif self.like(hi, words == 0):
                morphology = self.pack.morphology
                found, word = morphology.cases(tokens[hi].text), morphology.fold(tokens[hi].text)
                changed = bool(cases and found and cases.isdisjoint(found))
                other = (
                    changed
                    or word in said
                    or (any(_again(word, s) for s in said) and not morphology.patronymic(tokens[hi].text))
                )
                begins = hi == at + 1 and changed and self.given(tokens[hi]) and self.like(hi + 1, False)
                if morphology.declines and ((words >= 2 and other) or begins):
                    # Another person: the case changes, or the name is said again in another order.
                    break
                cases = (cases & found or found or cases) if cases else found
                said.add(word)
                words += 1
            elif (
                self._particle(hi)
                and hi + 1 < len(tokens)
                and (self.like(hi + 1, False) or self._particle(hi + 1))
            ):
                pass
            else:
                break
            hi += 1
        while hi > at and (
            (self._particle(hi - 1) and not self.like(hi - 1, False)) or tokens[hi - 1].kind == "initials"
        ):
            hi -= 1
        return hi

    def _particle(self, at: int) -> bool:
        tokens = self.sentence.tokens
        if not 0 <= at < len(tokens) or tokens[at].kind != "word":
            return False
        return self.pack.morphology.fold(tokens[at].text).rstrip("'") in self.particles

    def words(self, lo: int, hi: int) -> list[str]:
        """The words of a name, elided particles joined to what follows («d’Artagnan»)."""
        words: list[str] = []
        for i in range(lo, hi):
            text = self.sentence.tokens[i].text
            if words and (
                words[-1].endswith(("’", "'"))
                or self.sentence.tokens[i].start == self.sentence.tokens[i - 1].end
            ):
                words[-1] += text
            else:
                words.append(text)
        return words


def _again(word: str, said: str) -> bool:
    """The same word but for an ending («Вучича Вучич Александр»)."""
    return min(len(word), len(said)) >= 4 and (word.startswith(said) or said.startswith(word))


def within(mentions: list[Mention], at: int) -> Mention | None:
    """The longest of the mentions that starts at a token."""
    return max((m for m in mentions if m.lo == at), key=lambda m: m.hi, default=None)
