"""The words for codes, by family. One word for one thing: `docs/glossary.md` defines them in four languages."""

from servanda.domain.wording import N_

STATUS = {
    "negotiated": N_("Under negotiation"),
    "signed": N_("Signed, not in force"),
    "provisional": N_("Provisionally applied"),
    "in_force": N_("In force"),
    "suspended": N_("Suspended"),
    "ended": N_("Ended"),
}
HOW = {
    "expired": N_("expired"),
    "denounced": N_("denounced"),
    "superseded": N_("superseded"),
    "by_consent": N_("terminated by consent"),
}
TYPE = {
    "treaty": N_("Treaty"),
    "agreement": N_("Agreement"),
    "convention": N_("Convention"),
    "protocol": N_("Protocol"),
    "memorandum": N_("Memorandum of understanding"),
    "programme": N_("Programme"),
    "exchange_of_notes": N_("Exchange of notes"),
    "declaration": N_("Declaration"),
    "joint_statement": N_("Joint statement"),
    "action_plan": N_("Action plan"),
    "contract": N_("Contract"),
    "other": N_("Other instrument"),
}
SECTOR = {
    "energy": N_("Energy"),
    "nuclear": N_("Nuclear energy"),
    "agriculture": N_("Agriculture"),
    "fisheries": N_("Fisheries"),
    "food_security": N_("Food security"),
    "water": N_("Water"),
    "environment": N_("Environment"),
    "trade": N_("Trade"),
    "investment": N_("Investment"),
    "finance": N_("Finance"),
    "industry": N_("Industry"),
    "mining": N_("Mining"),
    "transport": N_("Transport"),
    "aviation": N_("Aviation"),
    "maritime": N_("Maritime affairs"),
    "tourism": N_("Tourism"),
    "digital": N_("Digital affairs"),
    "science": N_("Science and technology"),
    "space": N_("Space"),
    "education": N_("Education"),
    "culture": N_("Culture"),
    "media": N_("Media"),
    "sport": N_("Sport"),
    "youth": N_("Youth"),
    "health": N_("Health"),
    "labour": N_("Labour"),
    "migration": N_("Migration"),
    "consular": N_("Consular affairs"),
    "justice": N_("Justice"),
    "security": N_("Security"),
    "defence": N_("Defence"),
    "customs": N_("Customs"),
    "taxation": N_("Taxation"),
    "development_aid": N_("Development aid"),
    "religion": N_("Religious affairs"),
    "housing": N_("Housing and urban planning"),
    "public_administration": N_("Public administration"),
    "humanitarian": N_("Humanitarian aid"),
}
SEVERITY = {"error": N_("Contradiction"), "warning": N_("To be checked"), "info": N_("Note")}
CIRCLE = {
    "public": N_("public"),
    "joint": N_("joint"),
    "internal": N_("internal"),
    "restricted": N_("restricted"),
}
KIND = {
    "instrument": N_("Instrument"),
    "mechanism": N_("Mechanism"),
    "session": N_("Session"),
    "person": N_("Person"),
    "organisation": N_("Organisation"),
    "statement": N_("Statement"),
    "encounter": N_("Encounter"),
    "undertaking": N_("Undertaking"),
    "topic": N_("Topic of dialogue"),
    "party": N_("Party"),
}
MECHANISM = {
    "joint_commission": N_("Joint commission"),
    "working_group": N_("Joint working committee"),
    "political_consultations": N_("Political consultations"),
    "sub_committee": N_("Sub-committee"),
    "business_council": N_("Business council"),
    "other": N_("Other body"),
}
ENCOUNTER = {
    "visit": N_("Visit"),
    "meeting": N_("Meeting"),
    "talks": N_("Talks"),
    "call": N_("Telephone call"),
    "session": N_("Session"),
    "summit": N_("Summit"),
    "conference": N_("Conference"),
}
STAGE = {
    "signed": N_("signed"),
    "initialled": N_("initialled"),
    "ratified": N_("ratified"),
    "in_force": N_("in force"),
    "expected": N_("expected"),
    "negotiated": N_("under negotiation"),
    "proposed": N_("proposed"),
    "existing": N_("existing"),
}
UNIT = {"days": N_("days"), "months": N_("months"), "years": N_("years")}
RELATION = {
    "amends": N_("amends"),
    "implements": N_("implements"),
    "supersedes": N_("supersedes"),
    "renews": N_("renews"),
    "succeeds": N_("succeeds"),
}
LANGUAGE = {
    "ar": N_("Arabic"),
    "ru": N_("Russian"),
    "fr": N_("French"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "pt": N_("Portuguese"),
}

FAMILIES: dict[str, dict[str, str]] = {
    "status": STATUS,
    "how": HOW,
    "type": TYPE,
    "sector": SECTOR,
    "severity": SEVERITY,
    "circle": CIRCLE,
    "kind": KIND,
    "mechanism": MECHANISM,
    "encounter": ENCOUNTER,
    "stage": STAGE,
    "unit": UNIT,
    "relation": RELATION,
    "language": LANGUAGE,
}
