"""A partner's list made from a register: titles translated word by word, rows dropped, re-dated, retitled, added in known ways.

The words are written here apart from the matcher's lexicon, whole and inflected as a ministry writes them.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from servanda.domain.cooperation import ListedTreaty

# Portuguese phrase: French, Russian, English
PHRASES = {
    "acordo complementar": ("accord complémentaire", "дополнительное соглашение", "supplementary agreement"),
    "ajuste complementar": ("arrangement complémentaire", "дополнительное соглашение", "complementary arrangement"),
    "acordo": ("accord", "соглашение", "agreement"),
    "convênio": ("convention", "конвенция", "agreement"),
    "convenção": ("convention", "конвенция", "convention"),
    "tratado": ("traité", "договор", "treaty"),
    "memorando de entendimento": ("mémorandum d'entente", "меморандум о взаимопонимании", "memorandum of understanding"),
    "protocolo de intenções": ("protocole d'intention", "протокол о намерениях", "protocol of intent"),
    "protocolo": ("protocole", "протокол", "protocol"),
    "programa executivo": ("programme exécutif", "исполнительная программа", "executive programme"),
    "programa": ("programme", "программа", "programme"),
    "declaração conjunta": ("déclaration conjointe", "совместное заявление", "joint declaration"),
    "comunicado conjunto": ("communiqué conjoint", "совместное коммюнике", "joint communiqué"),
    "troca de notas": ("échange de notes", "обмен нотами", "exchange of notes"),
    "plano de ação": ("plan d'action", "план действий", "plan of action"),
    "plano": ("plan", "план", "plan"),
    "ata": ("procès-verbal", "протокол заседания", "minutes"),
    "comissão mista": ("commission mixte", "смешанная комиссия", "mixed commission"),
    "grupo de trabalho": ("groupe de travail", "рабочая группа", "working group"),
    "comércio": ("commerce", "торговля", "trade"), "comercial": ("commercial", "торговый", "commercial"),
    "cooperação": ("coopération", "сотрудничество", "cooperation"),
    "técnica": ("technique", "техническом", "technical"), "científica": ("scientifique", "научном", "scientific"),
    "tecnológica": ("technologique", "технологическом", "technological"), "tecnologia": ("technologie", "технология", "technology"),
    "econômica": ("économique", "экономическом", "economic"), "cultural": ("culturelle", "культурном", "cultural"),
    "educacional": ("éducative", "образовательном", "educational"), "educação": ("éducation", "образование", "education"),
    "saúde": ("santé", "здравоохранение", "health"), "agricultura": ("agriculture", "сельское хозяйство", "agriculture"),
    "energia": ("énergie", "энергетика", "energy"), "energia nuclear": ("énergie nucléaire", "ядерная энергия", "nuclear energy"),
    "nucleares": ("nucléaires", "ядерные", "nuclear"), "usos pacíficos": ("utilisations pacifiques", "мирное использование", "peaceful uses"),
    "defesa": ("défense", "оборона", "defence"), "turismo": ("tourisme", "туризм", "tourism"),
    "meio ambiente": ("environnement", "окружающая среда", "environment"), "transporte": ("transport", "транспорт", "transport"),
    "aéreo": ("aérien", "воздушный", "air"), "aéreos": ("aériens", "воздушные", "air"), "marítimo": ("maritime", "морской", "maritime"),
    "rodoviário": ("routier", "автомобильный", "road"), "ferroviário": ("ferroviaire", "железнодорожный", "rail"),
    "extradição": ("extradition", "выдача", "extradition"), "vistos": ("visas", "визы", "visas"),
    "isenção": ("exemption", "освобождение", "exemption"), "dispensa": ("dispense", "освобождение", "waiver"),
    "passaportes": ("passeports", "паспорта", "passports"), "diplomáticos": ("diplomatiques", "дипломатические", "diplomatic"),
    "oficiais": ("officiels", "служебные", "official"), "dependentes": ("personnes à charge", "члены семей", "dependants"),
    "trabalho": ("travail", "труд", "work"), "remunerado": ("rémunéré", "оплачиваемый", "remunerated"),
    "previdência social": ("sécurité sociale", "социальное обеспечение", "social security"),
    "dupla tributação": ("double imposition", "двойное налогообложение", "double taxation"),
    "evasão fiscal": ("évasion fiscale", "уклонение от налогов", "fiscal evasion"), "renda": ("revenu", "доходы", "income"),
    "investimentos": ("investissements", "инвестиции", "investments"), "promoção": ("promotion", "поощрение", "promotion"),
    "proteção": ("protection", "защита", "protection"), "aduaneira": ("douanière", "таможенный", "customs"),
    "entorpecentes": ("stupéfiants", "наркотики", "narcotic drugs"), "auxílio": ("entraide", "помощь", "assistance"),
    "jurídico": ("juridique", "правовая", "legal"), "judiciária": ("judiciaire", "судебная", "judicial"),
    "penal": ("pénale", "уголовный", "criminal"), "civil": ("civile", "гражданский", "civil"),
    "pessoas condenadas": ("personnes condamnées", "осужденные лица", "sentenced persons"), "transferência": ("transfèrement", "передача", "transfer"),
    "segurança": ("sécurité", "безопасность", "security"), "pesca": ("pêche", "рыболовство", "fisheries"),
    "espaço exterior": ("espace extra-atmosphérique", "космическое пространство", "outer space"), "satélite": ("satellite", "спутник", "satellite"),
    "fronteira": ("frontière", "граница", "border"), "fronteiriça": ("frontalière", "приграничный", "border"), "ponte": ("pont", "мост", "bridge"),
    "rio": ("rivière", "река", "river"), "bacia": ("bassin", "бассейн", "basin"), "água": ("eau", "вода", "water"), "águas": ("eaux", "воды", "waters"),
    "projeto": ("projet", "проект", "project"), "implementação": ("mise en œuvre", "осуществление", "implementation"),
    "fortalecimento": ("renforcement", "укрепление", "strengthening"), "desenvolvimento": ("développement", "развитие", "development"),
    "capacitação": ("formation", "подготовка", "training"), "formação": ("formation", "подготовка", "training"), "apoio": ("appui", "поддержка", "support"),
    "gestão": ("gestion", "управление", "management"), "pesquisa": ("recherche", "исследования", "research"), "consultas": ("consultations", "консультации", "consultations"),
    "políticas": ("politiques", "политические", "political"), "relações": ("relations", "отношения", "relations"), "diplomáticas": ("diplomatiques", "дипломатические", "diplomatic"),
    "estabelecimento": ("établissement", "установление", "establishment"), "criação": ("création", "создание", "establishment"),
    "mecanismo": ("mécanisme", "механизм", "mechanism"), "direitos humanos": ("droits de l'homme", "права человека", "human rights"),
    "indústria": ("industrie", "промышленность", "industry"), "industrial": ("industriel", "промышленный", "industrial"),
    "propriedade": ("propriété", "собственность", "property"), "informações": ("renseignements", "информация", "information"),
    "telecomunicações": ("télécommunications", "связь", "telecommunications"), "cinematográfica": ("cinématographique", "кино", "film"),
    "amizade": ("amitié", "дружба", "friendship"), "paz": ("paix", "мир", "peace"), "reconhecimento": ("reconnaissance", "признание", "recognition"),
    "títulos": ("diplômes", "дипломы", "degrees"), "emenda": ("amendement", "поправка", "amendment"), "prorrogação": ("prorogation", "продление", "extension"),
    "integração": ("intégration", "интеграция", "integration"), "crédito": ("crédit", "кредит", "credit"), "financeira": ("financière", "финансовое", "financial"),
    "militar": ("militaire", "военный", "military"), "básico": ("de base", "базовое", "basic"), "quadro": ("cadre", "рамочное", "framework"),
    "janeiro": ("janvier", "января", "January"), "fevereiro": ("février", "февраля", "February"), "março": ("mars", "марта", "March"),
    "abril": ("avril", "апреля", "April"), "maio": ("mai", "мая", "May"), "junho": ("juin", "июня", "June"), "julho": ("juillet", "июля", "July"),
    "agosto": ("août", "августа", "August"), "setembro": ("septembre", "сентября", "September"), "outubro": ("octobre", "октября", "October"),
    "novembro": ("novembre", "ноября", "November"), "dezembro": ("décembre", "декабря", "December"),
}  # fmt: skip
# The formula of the parties, which every language says in its own way.
FORMULA = frozenset(
    [
        "governo",
        "governos",
        "republica",
        "federativa",
        "federal",
        "estado",
        "estados",
        "unidos",
        "reino",
        "oriental",
        "plurinacional",
    ]
)
_BY_LENGTH = sorted(PHRASES, key=lambda p: -len(p))
_PATTERN = re.compile(
    r"\b(" + "|".join(map(re.escape, _BY_LENGTH)) + r")\b|(\d+)|\b([^\W\d_]+)\b", re.IGNORECASE
)
_LATIN_TO_RUSSIAN = str.maketrans(
    dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввксиз", strict=False))
)


def translated(title: str, language: str) -> str:
    """A title in fr, ru or en: known phrases translated, numbers and names kept (written in Cyrillic for ru), other words left out."""
    place = {"fr": 0, "ru": 1, "en": 2}[language]
    out = []
    for phrase, number, word in _PATTERN.findall(title):
        if phrase:
            out.append(PHRASES[phrase.lower()][place])
        elif number:
            out.append(number)
        elif word[0].isupper():
            plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
            if plain.lower() not in FORMULA:
                out.append(plain.lower().translate(_LATIN_TO_RUSSIAN).title() if language == "ru" else word)
    text = " ".join(out)
    return text[:1].upper() + text[1:]


def retitled(title: str, dice: random.Random) -> str:
    """Another wording: a third of the words gone, the order turned."""
    words = title.split()
    kept = [w for w in words if dice.random() > 0.33] or words
    cut = len(kept) // 2
    return " ".join([*kept[cut:], *kept[:cut]])


def redated(day: date, dice: random.Random) -> date:
    """A wrong day as registers have them: some days off, day and month exchanged, another year."""
    way = dice.choice(("days", "swap", "year"))
    if way == "swap" and day.day <= 12 and day.day != day.month:
        return date(day.year, day.day, day.month)
    if way == "year" and (day.month, day.day) != (2, 29):
        return day.replace(year=day.year + dice.choice((-1, 1)))
    return day + timedelta(days=dice.choice((-20, -9, -2, 1, 2, 6, 14, 25)))


def partner_list(
    ours: list[ListedTreaty], language: str, seed: int, invented: list[ListedTreaty]
) -> tuple[list[ListedTreaty], dict[str, str], dict[str, str]]:
    """The partner's list, key there → key here for what is in both, and the planted differences by key here (or there).

    Of a hundred rows eight are dropped, eight re-dated, eight retitled, six have another status, four another entry into force; `invented`
    rows are theirs only.
    """
    dice = random.Random(seed)
    theirs: list[ListedTreaty] = []
    truth: dict[str, str] = {}
    planted: dict[str, str] = {}
    for n, row in enumerate(sorted(ours, key=lambda r: r.key)):
        key = f"r{n}"
        titles = {language: translated(next(iter(row.titles.values())), language)}
        changed = replace(row, key=key, titles=titles, type="", sectors=(), entries=())
        lot = dice.random()
        if lot < 0.08:
            planted[row.key] = "dropped"
            continue
        if lot < 0.16 and row.signed:
            changed = replace(changed, signed=redated(row.signed, dice))
            planted[row.key] = "signed"
        elif lot < 0.24:
            changed = replace(changed, titles={language: retitled(titles[language], dice)})
        elif lot < 0.30 and row.status:
            other = [s for s in ("in_force", "ended", "before_force") if s != row.status]
            changed = replace(changed, status=dice.choice(other))
            planted[row.key] = "status"
        elif lot < 0.34 and row.in_force:
            changed = replace(changed, in_force=row.in_force + timedelta(days=dice.choice((-30, 7, 45, 365))))
            planted[row.key] = "in_force"
        truth[key] = row.key
        theirs.append(changed)
    for n, row in enumerate(invented):
        key = f"x{n}"
        titles = {language: translated(next(iter(row.titles.values())), language)}
        theirs.append(
            replace(row, key=key, titles=titles, type="", sectors=(), entries=(), parties=ours[0].parties)
        )
        planted[key] = "invented"
    dice.shuffle(theirs)
    return theirs, truth, planted
