"""Persons: posts and honorifics with names, names alone, and who is meant where only a part is said."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.reading.document import Document, Sentence
from servanda.reading.lexicon import Mention
from servanda.reading.names import Names, within
from servanda.reading.sameness import Appearance, Person, merge

_CHAIN = ("post", "portfolio", "realm", "state", "org", "honorific", "rank", "own")
_LONGEST_CHAIN = 22
#: Classes of words that stand in the name of an office too («حكومة الوحدة الوطنية»).
_OF_OFFICES = frozenset({"situation", "sector", "topic", "field", "coop", "gov", "institution", "portfolio"})
_SON_OF = frozenset({"بن", "بنت", "bin", "bint", "ibn", "ben", "бин", "бинт", "бен", "ибн"})


def find_persons(document: Document) -> list[Person]:
    """All persons of the document; their appearances stay in the sentences as mentions of class `person`."""
    appearances = [
        a
        for s in document.sentences
        for a in _appearances(s)
        if not _signed_by(a) or _under_a_post(document, a)
    ]
    persons = merge(appearances, document)
    for person in persons:
        for a in person.appearances:
            lo, hi = min(a.lo, a.post_lo), max(a.hi, a.post_hi)
            attrs = {"ground": a.ground}
            a.sentence.add(Mention("person", person.key, lo, hi, attrs, data=person))
            if person.post is not None:
                a.sentence.add(Mention("official", person.key, lo, hi, attrs, data=person))
    _refer(document, persons)
    return persons


def _signed_by(a: Appearance) -> bool:
    """Whether the name is that of who wrote or can be asked: a line of a name, with a date or telephone numbers at most."""
    if any(m.hi == a.lo for m in a.sentence.of("byline")):
        return True
    if a.post_hi > a.post_lo or a.sentence.headline:
        return False
    tokens = a.sentence.tokens
    covered = set(range(a.lo, a.hi))
    covered |= {i for m in a.sentence.of("date", "weekday", "month") for i in range(m.lo, m.hi)}
    others = [t for i, t in enumerate(tokens) if i not in covered]
    digits = sum(len(t.text) for t in others if t.kind == "number")
    words = sum(t.kind == "word" for t in others)
    if digits >= 7 and words <= 20:
        return True
    dated = bool(a.sentence.of("date"))
    return len(tokens) <= 14 and words <= (4 if dated else 0 if a.sentence.index else -1)


def _under_a_post(document: Document, a: Appearance) -> bool:
    """Whether the line of a name stands right under or over the line of a post, or under “Done at …”: who issued the
    text, not who wrote it down."""
    if a.sentence.index == 0:
        return False
    above = document.sentences[a.sentence.index - 1]
    if a.sentence.index + 1 < len(document.sentences):
        below = document.sentences[a.sentence.index + 1]
        if len(below.tokens) <= 20 and any(m.lo <= 1 for m in below.of("post")) and not a.sentence.of("date"):
            return True
    if any(m.lo == 0 for m in above.of("done")) and len(above.tokens) <= 30:
        return True  # «Fait à Alger, le 7 novembre 2023»
    return len(above.tokens) <= 20 and any(m.lo <= 1 for m in above.of("post")) and len(a.words) >= 2


def _appearances(sentence: Sentence) -> Iterator[Appearance]:
    # «السيدة كامينا …»: after a courtesy stands a name, not «as» with a post.
    courtesies = {m.hi for m in sentence.of("honorific")}
    sentence.remove(m for m in sentence.of("post") if m.lo in courtesies and "as" in m.feats)
    names = Names(sentence)
    tokens = sentence.tokens
    fold = sentence.pack.morphology.fold
    sons = {i for i, t in enumerate(tokens) if i + 1 < len(tokens) and fold(tokens[i + 1].text) in _SON_OF}
    # «مساعد بن محمد»: a post that is a given name here.
    sentence.remove(m for m in sentence.of("post", "honorific") if m.hi - 1 in sons and m.hi - m.lo == 1)
    chain = sentence.of(*_CHAIN)
    taken: set[int] = set()
    posts = sentence.of("post", "honorific", "rank")
    namesakes = sentence.of("namesake")
    for post in posts:
        if post.lo in taken or any(m.hi == post.lo for m in namesakes):
            continue
        several = "plural" in post.feats and "dual" not in post.feats and post.cls == "post"
        word = fold(tokens[post.hi].text) if post.hi < len(tokens) else ""
        followed = names.given_exact(word) or word in names.openers
        if not names.capitals and several and not followed:
            continue  # «المسؤولون الغربيون»: no one of them is named; «الرئيسين عبد الفتاح …» is
        start = _chain_end(sentence, names, chain, post)
        name_at = start
        if start < len(tokens) and tokens[start].text in ",،:«" and names.like(start + 1, True):
            name_at = start + 1
        elif names.capitals and post.cls == "post" and (listed := _after_colon(sentence, names, start)):
            start, name_at = listed, listed + 1
            while title := next((m for m in sentence.of("honorific", "rank") if m.lo == name_at), None):
                name_at = title.hi + (title.hi < len(tokens) and tokens[title.hi].text == ".")
        hi = names.end(name_at)
        if hi <= name_at or any(i in taken for i in range(name_at, hi)):
            continue
        if names.capitals and name_at > post.hi and _over(sentence, name_at):
            continue  # «gouverneur de Kaolack», “Ministry of Microfinance”: what it is over, not who holds it
        if not names.capitals and fold(tokens[name_at].text).startswith("ال") and hi > name_at + 1:
            # «السفير الحسيني»: a surname after a title stands alone, unless another with article follows.
            given = names.given_exact(fold(tokens[name_at].text))
            if not given and not fold(tokens[name_at + 1].text).startswith("ال"):
                hi = name_at + 1
        words = names.words(name_at, hi)
        ground = "post" if any(m.cls == "post" and post.lo <= m.lo < start for m in posts) else "honorific"
        if name_at > start and (len(words) < 2 or "own" in post.attrs):
            continue
        if not _plausible(sentence, names, name_at, hi, ground):
            continue
        first = next((m for m in posts if post.lo <= m.lo and m.cls == "post"), post)
        lo = first.lo if ground == "post" else name_at
        case = _case(sentence, post)
        post_lo, post_hi = (
            (min(lo, name_at), start) if ground == "post" else _post_after(sentence, names, hi, name_at)
        )
        if ground == "post" and not names.capitals and post_hi - post_lo == 1:
            # «الرئيس فلاديمير بوتين رئيس روسيا»: the fuller post stands after the name.
            after = _post_after(sentence, names, hi, name_at)
            if after[1] - after[0] > 1:
                post_lo, post_hi = after
        yield Appearance(sentence, name_at, hi, post_lo, post_hi, words, case, ground)
        taken.update(range(post.lo, hi))
        for a in _named_with(sentence, names, hi, post, ground, (post_lo, post_hi)):
            yield a
            taken.update(range(a.lo, a.hi))
        for a in _joined(sentence, names, hi, post_lo, post_hi, case):
            yield a
            taken.update(range(a.lo, a.hi))
    yield from _bare(sentence, names, taken)


def _over(sentence: Sentence, at: int) -> bool:
    """Whether “of” (with an article at most) stands before a token: what a post is over follows, not its holder."""
    persons = sentence.pack.meta.persons
    article, of = sentence.pack.folded(persons.article), sentence.pack.folded(persons.of)
    while at > 1 and not article.isdisjoint(sentence.tokens[at - 1].keys):
        at -= 1
    return at > 0 and not of.isdisjoint(sentence.tokens[at - 1].keys)


def _after_colon(sentence: Sentence, names: Names, at: int) -> int | None:
    """The colon of «Directeur des affaires pénales : X Y», a line of a list of appointments."""
    tokens = sentence.tokens
    if sum(len(t.text) for t in tokens if t.kind == "number") >= 7:
        return None  # whom to telephone
    for i in range(at, min(at + 10, len(tokens))):
        if tokens[i].text == ":":
            return i if names.end(i + 1) > i + 2 else None
        if tokens[i].kind != "word":
            return None
    return None


def _chain_end(sentence: Sentence, names: Names, chain: list[Mention], post: Mention) -> int:
    """Where the post with all that belongs to it ends: its office, its state, further posts, honorifics."""
    tokens = sentence.tokens
    connectors = sentence.pack.folded(sentence.pack.meta.persons.connectors)
    capitals = sentence.pack.meta.writing.capitals
    locative = sentence.pack.folded(sentence.pack.meta.parties.locative)
    at = post.hi
    settled = at
    courtesy = post.cls == "honorific"
    while at < len(tokens) and at - post.lo <= _LONGEST_CHAIN:
        token = tokens[at]
        if not capitals and at > post.hi and _name_begins(sentence, names, chain, at, courtesy):
            break
        if (found := within(chain, at)) and not (found.cls == "honorific" and _begins_anew(sentence, found)):
            at = settled = found.hi
            courtesy = found.cls == "honorific"
        elif found:
            return settled
        elif token.text == "." and any(m.hi == at and m.cls == "honorific" for m in chain):
            at = settled = at + 1
        elif token.kind == "mark":
            following = within(chain, at + 1)
            if following and _begins_anew(sentence, following):
                break
            if (token.text in ",،" and following and following.cls in ("post", "honorific", "rank")) or (
                token.text == "," and following and following.cls == "portfolio" and capitals
            ):
                at = settled = following.hi
                courtesy = following.cls == "honorific"
            elif (
                token.text == "," and capitals and (office := _further_office(sentence, names, chain, at + 1))
            ):
                at = settled = office
                courtesy = False
            elif token.text in '«»"“”' and not capitals:
                at += 1
            else:
                break
        elif not connectors.isdisjoint(token.keys):
            at += 1
        elif (names.given(token) and names.like(at, True)) or names.opens(at):
            break
        elif capitals and courtesy and token.capital and names.like(at, False):
            break  # «Mme Ana Tinca»: after a courtesy the name begins, whatever its first word means otherwise
        elif (not capitals and _attribute(sentence, names, post, at)) or (
            capitals and _office_word(sentence, names, at)
        ):
            at += 1
            settled = at
        else:
            break
    if not capitals and at > settled and not locative.isdisjoint(tokens[at - 1].keys):
        return settled  # «رئيس في …»: after a preposition stands no name
    if at < len(tokens) and names.like(at, True):
        return at
    return settled


def _name_begins(sentence: Sentence, names: Names, chain: list[Mention], at: int, courtesy: bool) -> bool:
    """Whether a given name stands here that is a state or a post too: «السيد جورجي …», «السيدة أمينة …», not with article."""
    token, found = sentence.tokens[at], within(chain, at)
    if found is None or found.cls not in ("state", "post") or found.hi - found.lo > 1 or "def" in token.feats:
        return False
    return names.given_exact(sentence.pack.morphology.fold(token.text)) and (
        courtesy or names.like(at + 1, False)
    )


def _further_office(sentence: Sentence, names: Names, chain: list[Mention], at: int) -> int | None:
    """The end of what goes on with an office after a comma: «ministre de l'Agriculture, des Ressources hydrauliques, …»."""
    connectors = sentence.pack.folded(sentence.pack.meta.persons.connectors)
    start = at
    while at < len(sentence.tokens) and not connectors.isdisjoint(sentence.tokens[at].keys):
        at += 1
    if at == start or at >= len(sentence.tokens) or not sentence.tokens[at].capital:
        return None
    found = within(chain, at)
    if found is not None and found.cls == "portfolio":
        return found.hi
    return at + 1 if found is None and _office_word(sentence, names, at) else None


def _begins_anew(sentence: Sentence, mention: Mention) -> bool:
    """Whether a courtesy has a conjunction or preposition written to it: «وزير الخارجية، والأمير…» is another person."""
    if sentence.pack.meta.writing.capitals or mention.cls != "honorific":
        return False
    return sentence.pack.morphology.fold(sentence.tokens[mention.lo].text)[:1] in "ولب"


def _attribute(sentence: Sentence, names: Names, post: Mention, at: int) -> bool:
    """In a script without capitals: a word with article that belongs to the post; right after a title that has
    one itself («السفير الحسيني») it is a surname unless it is an ordinary word."""
    token = sentence.tokens[at]
    folded = sentence.pack.morphology.fold(token.text)
    other = {m.cls for m in sentence.mentions if m.lo <= at < m.hi} - _OF_OFFICES
    if "def" not in token.feats or (at in names.blocked and other) or names.given_exact(folded):
        return False
    return not (at == post.hi and post.hi - post.lo == 1 and names.like(at, True))


def _named_with(
    sentence: Sentence, names: Names, at: int, post: Mention, ground: str, span: tuple[int, int]
) -> Iterator[Appearance]:
    """Further names after a post in the plural: «Les ministres des Affaires étrangères, X et Y»."""
    tokens = sentence.tokens
    several = "plural" in post.feats or tokens[post.lo].text in ("MM", "Mmes", "Messrs")
    several = several or any(tokens[i].text in ("MM", "Mmes") for i in range(max(0, span[1] - 2), span[1]))
    while names.capitals and several and ground in ("post", "honorific") and at + 2 < len(tokens):
        if not (tokens[at].text == "," or any(j.lo == at and j.hi == at + 1 for j in sentence.of("join"))):
            return
        start = at + 1
        while title := next((m for m in sentence.of("honorific", "rank") if m.lo == start), None):
            start = title.hi + (title.hi < len(tokens) and tokens[title.hi].text == ".")
        hi = names.end(start)
        words = names.words(start, hi)
        if len(words) < 2 or not _plausible(sentence, names, start, hi, ground):
            return
        yield Appearance(sentence, start, hi, *span, words, _case(sentence, post), ground)
        at = hi


def _joined(
    sentence: Sentence, names: Names, at: int, post_lo: int, post_hi: int, case: str | None
) -> Iterator[Appearance]:
    """Further names after one post, joined by a conjunction written to the name («السيسي ويوري موسفيني»)."""
    tokens = sentence.tokens
    while at < len(tokens) and "conj" in tokens[at].feats and not names.capitals:
        folded = sentence.pack.morphology.fold(tokens[at].text)
        if not names.given_exact(folded[1:]) or names.given_exact(folded):
            return
        hi = at + 1
        while hi < len(tokens) and hi - at < names.longest and names.like(hi, False):
            hi += 1
        if hi - at < 2:
            return
        words = names.words(at, hi)
        words[0] = words[0][1:]
        yield Appearance(sentence, at, hi, post_lo, post_hi, words, case, "post")
        at = hi


def _post_after(sentence: Sentence, names: Names, hi: int, none: int) -> tuple[int, int]:
    """(start, end) of a post that stands after the name and a comma; an empty stretch at `none` without one."""
    persons, tokens = sentence.pack.meta.persons, sentence.tokens
    if persons.post_after_name and not names.capitals:
        at = hi + 1 if hi < len(tokens) and tokens[hi].text in ",،(-–—" else hi
        post = within(sentence.of("post"), at)
        if post is None or tokens[at].keys.get(post.key, 0):
            return none, none  # with a conjunction written to it it is another one's
        end = _chain_end(sentence, names, sentence.of(*_CHAIN), post)
        last = next((m for m in sentence.of("state") if m.hi == end and m.attrs.get("as") == "capital"), None)
        if last is not None and last.lo > at:
            end = last.lo  # «غادر X رئيس الوزراء موسكو»: where, not of what
        # «… عادل الجبير وزير الخارجية»; where a name follows the post, it is of that one.
        comma = end < len(tokens) and tokens[end].text in "،,:"
        follows = end + 1 if comma else end
        return (none, none) if names.end(follows) > follows + comma else (at, end)
    if persons.post_after_name and hi + 1 < len(tokens) and tokens[hi].text in ",(":
        step = 2 if not sentence.pack.folded(persons.article).isdisjoint(tokens[hi + 1].keys) else 1
        # «X, российский министр», “Y, Kenya's Minister”: the owner may open the post.
        for at in range(hi + step, min(hi + step + 3, len(tokens))):
            if post := within(sentence.of("post"), at):
                end = _chain_end(sentence, names, sentence.of(*_CHAIN), post)
                if names.like(end, True) and names.end(end) > end + 1:
                    break
                return hi + step, end
            if not any(
                m.lo <= at < m.hi for m in sentence.of("state", "org", "realm", "portfolio")
            ) and tokens[at].text not in ("'s", "’s"):
                break
    return none, none


def _office_word(sentence: Sentence, names: Names, at: int) -> bool:
    """In a script with capitals: a word of an office («социального развития», “Foreign Affairs”), not of a name."""
    token = sentence.tokens[at]
    if token.kind != "word" or at in names.blocked or at in names.firmly:
        return False
    if not token.capital:
        return (
            bool({"gent", "loct", "datv", "ablt"} & token.feats)
            and "VERB" not in token.feats
            and "PREP" not in token.feats
        )
    return sentence.pack.morphology.known(token.text) and not names.given(token)


def _plausible(sentence: Sentence, names: Names, lo: int, hi: int, ground: str) -> bool:
    """Whether what follows a post can be a name at all."""
    tokens = sentence.tokens[lo:hi]
    if names.capitals:
        words = [t for t in tokens if t.kind == "word"]
        plain = sentence.pack.morphology.declines and sentence.pack.morphology.known(words[0].text)
        if ground == "honorific" and len(words) == 1 and lo > 1 and len(words[0].text) > 3 and not plain:
            return True  # “Mr Downer”: a courtesy before a capital within a sentence
        if len(words) == 1 and len(words[0].text) < 3:
            return False
        ordinary = [t for t in words if sentence.pack.morphology.known(t.text) and not names.given(t)]
        if (
            len(words) == 1
            and ground == "post"
            and lo > 1
            and not sentence.headline
            and len(words[0].text) > 3
        ):
            # “Chancellor Kohl”: a title right before a capital, where the sentence goes on with a small letter.
            titled = any(m.hi == lo and "plural" not in m.feats for m in sentence.of("post"))
            following = sentence.tokens[hi] if hi < len(sentence.tokens) else None
            if titled and following is not None and not following.capital and not words[0].text.isupper():
                return True
        return len(ordinary) < len(words) or (len(words) == 2 and names.given(words[0]))
    if hi - lo == 1:
        folded = sentence.pack.morphology.fold(tokens[0].text)
        if folded.startswith("ال") or names.given_exact(folded):
            return True
        titles = [m for m in sentence.of("post", "honorific") if m.hi == lo]
        titled = any("def" in sentence.tokens[m.lo].feats and m.hi - m.lo == 1 for m in titles)
        return len(folded) >= 4 and (ground == "post" or titled)
    return True


def _case(sentence: Sentence, post: Mention) -> str | None:
    reader = getattr(sentence.pack.morphology, "case", None)
    return reader(sentence.tokens[post.lo].text) if reader else None


def _bare(sentence: Sentence, names: Names, taken: set[int]) -> Iterator[Appearance]:
    """Names without a post before them: a known given name opens them, or a post or a verb of speech follows."""
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        if at in taken or not names.like(at, True) or tokens[at].kind not in ("word", "initials"):
            at += 1
            continue
        hi = names.end(at)
        if hi <= at or any(i in taken for i in range(at, hi)):
            at += 1
            continue
        words = names.words(at, hi)
        size = sum(t.kind == "word" for t in tokens[at:hi])
        ground = ""
        given = (
            names.given(tokens[at])
            if names.capitals
            else names.given_exact(sentence.pack.morphology.fold(tokens[at].text))
        )
        known = any(m.lo == at and m.hi - m.lo >= 2 for m in sentence.of("statesman"))
        given = given or (known and names.capitals)
        fathered = size == 3 and names.capitals and sentence.pack.morphology.patronymic(tokens[hi - 1].text)
        if (size >= 2 and given) or fathered or (tokens[at].kind == "initials" and size >= 1):
            ground = "given"
        elif size >= 2 and names.capitals and not sentence.headline:
            unknown = not any(sentence.pack.morphology.known(t.text) for t in tokens[at:hi] if t.capital)
            follows = any(m.lo == hi for m in sentence.of("said"))
            before = any(m.hi == at for m in sentence.of("said"))
            if unknown and (follows or before):
                ground = "speech"
        post_lo, post_hi = _post_after(sentence, names, hi, at) if size >= 2 else (at, at)
        if post_hi > post_lo and names.capitals and (ground or _closed(sentence, post_hi)):
            ground = ground or "apposition"
        if ground and _plausible(sentence, names, at, hi, ground):
            yield Appearance(sentence, at, hi, post_lo, post_hi, words, None, ground)
            taken.update(range(at, hi))
            at = hi
        else:
            at += 1 if not names.capitals else max(1, hi - at)


def _closed(sentence: Sentence, at: int) -> bool:
    """Whether a post after a name ends there, as an apposition does: no verb goes on («Touba, le Président a demandé»)."""
    tokens = sentence.tokens
    return (
        at >= len(tokens) or tokens[at].kind == "mark" or any(m.lo == at for m in sentence.of("join", "said"))
    )


def _refer(document: Document, persons: list[Person]) -> None:
    """Later places where a person is called by the last name alone."""
    by_last: dict[str, list[Person]] = {}
    by_first: dict[str, list[Person]] = {}
    for person in persons:
        if len(person.words) > 1 or person.post:
            fold = person.appearances[0].sentence.pack.morphology.fold
            by_last.setdefault(fold(person.words[-1]), []).append(person)
            by_first.setdefault(fold(person.words[0]), []).append(person)
    for sentence in document.sentences:
        covered = {i for m in sentence.of("person") for i in range(m.lo, m.hi)}
        morphology = sentence.pack.morphology
        for i, token in enumerate(sentence.tokens):
            if (
                i in covered
                or token.kind != "word"
                or (sentence.pack.meta.writing.capitals and not token.capital)
            ):
                continue
            for key in token.keys:
                found = by_last.get(key) or by_last.get(morphology.fold(key))
                if not found and any(m.hi == i for m in sentence.of("post", "honorific")):
                    found = by_first.get(morphology.fold(key))  # “Minister Lim” of Lim Boon Keng
                if found and len(key) >= 3:
                    sentence.add(Mention("person", found[0].key, i, i + 1, {"ground": "name"}, data=found[0]))
                    break
