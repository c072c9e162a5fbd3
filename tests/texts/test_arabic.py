"""Arabic stems: clitics under guard, plurals led to their singular, listed or by pattern."""

import pytest

from servanda.domain.texts.arabic import plain_and_stems
from servanda.domain.texts.folding import fold, lowered
from servanda.domain.texts.packaged import rows


def stems(word: str) -> set[str]:
    return set(plain_and_stems(lowered(word))[1])


def test_every_plural_of_the_lexicon_meets_its_singular_also_behind_clitics():
    for row in rows("arabic_lexicon.tsv"):
        lemma, plurals, _ = (*row, "", "")[:3]
        in_two_rows = {"بحار", "بحارة", "عوالم", "علماء", "عوامل", "مراكب", "شهائد", "معلومات"}
        for plural in plurals.split():
            if plural not in in_two_rows and len(fold(plural)) > 3:
                assert stems(lemma) & stems(plural), (lemma, plural)
                assert stems("وال" + plural) & stems(lemma), (lemma, plural)


def test_the_lexicon_names_at_least_150_broken_plurals():
    assert sum(bool(row[1:] and row[1]) for row in rows("arabic_lexicon.tsv")) >= 150


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("مصاعد", "مصعد"), ("مناجل", "منجل"), ("مراجل", "مرجل"),
        ("مراسيل", "مرسول"), ("تصاميم", "تصميم"), ("تماثيل", "تمثيل"),
        ("غنائم", "غنيمة"), ("جنائن", "جنينة"), ("كرماء", "كريم"), ("بخلاء", "بخيل"),
        ("أصناف", "صنف"), ("عصافير", "عصفور"), ("جواسق", "جاسق"),
    ],
)  # fmt: skip
def test_a_plural_that_no_list_has_is_led_by_its_pattern(plural: str, singular: str):
    assert stems(plural) & stems(singular)
    assert stems("وال" + plural) & stems("ال" + singular)


@pytest.mark.parametrize(
    "word", ["وزارة", "وثيقة", "وفد", "وكالة", "فلاحة", "بيئة", "بريد", "لجنة", "لغة", "كهرباء", "التزام"]
)
def test_a_letter_of_the_word_itself_is_not_taken_for_a_clitic(word: str):
    assert plain_and_stems(lowered(word))[0] == fold(word)


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("للتعاون", "تعاون"), ("بتبادل", "تبادل"), ("ولحماية", "حمايه"), ("وبالوزارة", "وزاره"), ("للجنة", "لجنه"),
        ("لتشجيع", "تشجيع"), ("كالسفن", "سفن"), ("فالاتفاق", "اتفاق"), ("وللخبراء", "خبرا"), ("بمكافحة", "مكافحه"),
    ],
)  # fmt: skip
def test_clitics_are_taken_off_when_a_word_remains(word: str, plain: str):
    assert plain_and_stems(lowered(word))[0] == plain


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("اتفاقيتها", "اتفاقية"),
        ("وزارتي", "وزارة"),
        ("سفينتان", "سفينة"),
        ("المهاجرين", "مهاجر"),
        ("حكومتهما", "حكومة"),
        ("علاقاتهم", "علاقة"),
    ],
)
def test_endings_and_pronouns_do_not_part_a_word(form: str, other: str):
    assert stems(form) & stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("تجارة", "جار"),
        ("ضمان", "ضم"),
        ("قانون", "قنوات"),
        ("لبنان", "لبن"),
        ("جريمة", "جرم"),
        ("سليمان", "سليم"),
        ("عملة", "عمل"),
        ("نهر", "انهاء"),
    ],
)
def test_words_that_differ_stay_apart(one: str, other: str):
    assert not stems(one) & stems(other)
