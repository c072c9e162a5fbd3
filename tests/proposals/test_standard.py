"""Standard instruments by their titles, in the languages in which registers write them."""

from __future__ import annotations

import pytest

from servanda.proposals.scoring import DEFAULT_WEIGHTS, before, ranked_score, waiting
from servanda.proposals.standard import LABELS, named_in, sector_of
from servanda.register.vocabulary import SECTOR


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        (
            "Agreement for the Avoidance of Double Taxation and the Prevention of Fiscal Evasion",
            {"double_taxation"},
        ),
        ("Convention tendant à éviter la double imposition", {"double_taxation"}),
        ("Соглашение об избежании двойного налогообложения", {"double_taxation"}),
        ("اتفاقية لتجنب الازدواج الضريبي", {"double_taxation"}),
        ("Convenção para Evitar a Dupla Tributação", {"double_taxation"}),
        (
            "Accord sur la promotion et la protection réciproques des investissements",
            {"investment_protection"},
        ),
        ("Соглашение о поощрении и взаимной защите капиталовложений", {"investment_protection"}),
        ("اتفاق بشأن التشجيع والحماية المتبادلة للاستثمارات", {"investment_protection"}),
        ("Соглашение о воздушном сообщении", {"air_services"}),
        ("Accord relatif aux services aériens", {"air_services"}),
        ("Acordo sobre Serviços Aéreos", {"air_services"}),
        ("Договор о взаимной правовой помощи по уголовным делам", {"mutual_legal_assistance"}),
        ("Convention d’extradition", {"extradition"}),
        ("Treaty on the Transfer of Sentenced Persons", {"transfer_of_prisoners"}),
        ("Acordo sobre Isenção de Vistos em Passaportes Diplomáticos", {"visa_waiver"}),
        ("اتفاق التعاون في مجال الصيد البحري", set()),
        ("Acordo sobre Cooperação no Domínio da Defesa", {"defence_cooperation"}),
        ("Acuerdo de Cooperación en Materia de Defensa", {"defence_cooperation"}),
        ("Соглашение о сотрудничестве в области науки, техники и инноваций", {"science_technology"}),
        ("Convenio de Seguridad Social", {"social_security"}),
        ("Convenção sobre Segurança Social", {"social_security"}),
        ("اتفاق تعاون في المجالين العسكري والأمني", {"defence_cooperation"}),
        ("Accord de coopération dans le domaine de l’agriculture", set()),
        ("Acordo de Cooperação Técnica em Agricultura e Pecuária", set()),
        ("Memorandum of understanding on energy", set()),
        ("Agreement on cooperation in sea fisheries", set()),
    ],
)
def test_titles_name_standard_instruments(title: str, kinds: set[str]) -> None:
    assert set(named_in(title)) == kinds


@pytest.mark.parametrize("kind", LABELS)
def test_every_standard_instrument_has_a_field_of_cooperation(kind: str) -> None:
    assert sector_of(kind) in SECTOR


def test_scores_stay_between_nothing_and_all_and_move_with_the_weights() -> None:
    from datetime import date

    on = date(2026, 6, 1)
    assert before(date(2026, 6, 15), on).share == 1
    assert before(date(2029, 6, 15), on).share == 0
    assert 0.4 < before(date(2027, 6, 1), on).share < 0.6
    assert waiting(on, on).share == pytest.approx(0.3)
    assert waiting(date(2010, 1, 1), on).share == 1
    shares = {"value": 1.0, "urgency": 0.0, "readiness": 0.5, "ease": 0.5}
    assert ranked_score(shares) == pytest.approx((3 * 1 + 0 + 2 * 0.5 + 2 * 0.5) / 10)
    assert ranked_score(shares, dict(DEFAULT_WEIGHTS) | {"value": 0}) < ranked_score(shares)
    assert ranked_score(shares, dict.fromkeys(shares, 0)) == 0
