"""Follow-up sheets the way ministries make them: each function writes one workbook."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter


def russian_two_level_header(path: Path) -> None:
    """Titles above, a header of two rows with both sides under «Ответственные» and «Ход выполнения»."""
    with xlsxwriter.Workbook(path) as book:
        s = book.add_worksheet("Лист1")
        s.merge_range(0, 0, 0, 7, "ПЛАН МЕРОПРИЯТИЙ по реализации решений 7-го заседания Смешанной комиссии")
        s.merge_range(1, 0, 1, 7, "по состоянию на 1 марта 2026 г.")
        s.merge_range(3, 0, 4, 0, "№ п/п")
        s.merge_range(3, 1, 4, 1, "Мероприятие")
        s.merge_range(3, 2, 4, 2, "Срок исполнения")
        s.merge_range(3, 3, 3, 4, "Ответственные исполнители")
        s.write(4, 3, "Российская сторона")
        s.write(4, 4, "Марокканская сторона")
        s.merge_range(3, 5, 3, 6, "Ход выполнения")
        s.write(4, 5, "РФ (российская сторона)")
        s.write(4, 6, "марокканская сторона")
        s.merge_range(3, 7, 4, 7, "Примечание")
        rows = [
            ("1.", "Провести заседание рабочей группы по рыболовству", "31.12.2026", "Росрыболовство", "Департамент морского рыболовства", "в работе", "Выполнено", ""),
            ("2.", "Подготовить проект соглашения о взаимном признании дипломов", "IV кв. 2026 г.", "Минобрнауки России", "Министерство высшего образования", "проект направлен, ведется согласование", "не начато", "ожидается ответ"),
            ("3.", "Обеспечить прямое авиасообщение Москва — Касабланка", "постоянно", "Минтранс России", "Министерство транспорта", "приостановлено", "просрочено", ""),
        ]  # fmt: skip
        s.merge_range(5, 0, 5, 7, "I. Рыболовство и наука")
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                s.write_string(6 + i, j, cell)


def french_sections(path: Path) -> None:
    """Headings between the records, days as people write them, one state for both."""
    with xlsxwriter.Workbook(path) as book:
        s = book.add_worksheet("Suivi")
        s.write(0, 0, "Royaume du Maroc")
        s.write(1, 0, "Tableau de suivi des recommandations de la 7e session de la commission mixte")
        for j, h in enumerate(
            [
                "N°",
                "Recommandation",
                "Département responsable",
                "Échéance",
                "État d’avancement",
                "Observations",
            ]
        ):
            s.write(4, j, h)
        s.merge_range(5, 0, 5, 5, "AXE 1 : PÊCHE")
        data = [
            (1, "Tenir la réunion du comité des pêches", "Département de la pêche maritime", "fin 2026", "En cours de préparation", ""),
            (2, "Échanger les listes de navires autorisés", "Département de la pêche maritime", "T3 2026", "Réalisé", "liste transmise le 3 mai 2026"),
        ]  # fmt: skip
        for i, row in enumerate(data):
            for j, cell in enumerate(row):
                s.write(6 + i, j, cell)
        s.merge_range(8, 0, 8, 5, "AXE 2 : ENSEIGNEMENT SUPÉRIEUR")
        s.write_row(
            9,
            0,
            [
                3,
                "Conclure un accord de reconnaissance des diplômes",
                "Ministère de l’Enseignement supérieur",
                "31/02/2027",
                "Non entamé",
                "en attente d’un projet",
            ],
        )
        s.write_row(
            10,
            0,
            [
                4,
                "Augmenter le nombre de bourses",
                "Ministère de l’Enseignement supérieur",
                "prochaine session",
                "à voir",
                "",
            ],
        )


def arabic_two_rows(path: Path) -> None:
    """Right to left; number, commitment and term merged over two rows, one for each side."""
    with xlsxwriter.Workbook(path) as book:
        s = book.add_worksheet("المتابعة")
        s.right_to_left()
        s.merge_range(0, 0, 0, 6, "جدول متابعة تنفيذ قرارات الدورة السابعة للجنة المشتركة")
        for j, h in enumerate(["ر.م", "الالتزام", "الأجل", "الجهة المسؤولة", "الطرف", "الحالة", "ملاحظات"]):
            s.write(2, j, h)
        data = [
            ("١", "عقد اجتماع لجنة الصيد البحري", "٣١/١٢/٢٠٢٦", [("كتابة الدولة للصيد البحري", "الجانب المغربي", "قيد الإنجاز (٤٠٪)", ""), ("الوكالة الفيدرالية للصيد", "الجانب الروسي", "لم يبدأ بعد", "في انتظار الموافقة")]),
            ("٢", "إعداد مشروع اتفاق للاعتراف المتبادل بالشهادات", "نهاية 2027", [("وزارة التعليم العالي", "الجانب المغربي", "منجز", ""), ("وزارة العلوم", "الجانب الروسي", "متعثر", "")]),
        ]  # fmt: skip
        row = 3
        for number, text, due, sides in data:
            s.merge_range(row, 0, row + 1, 0, number)
            s.merge_range(row, 1, row + 1, 1, text)
            s.merge_range(row, 2, row + 1, 2, due)
            for k, cells in enumerate(sides):
                for j, cell in enumerate(cells):
                    s.write(row + k, 3 + j, cell)
            row += 2


def english_side_column(path: Path) -> None:
    """A row for each side, real dates, the header again in the middle as printed lists have it."""
    with xlsxwriter.Workbook(path) as book:
        s = book.add_worksheet("Follow-up")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        head = ["Item", "Agreed action", "Side", "Lead ministry", "Deadline", "Status", "Comments"]
        s.write_row(0, 0, head)
        s.write_row(1, 0, [1, "Hold a business forum in Casablanca", "Morocco", "Ministry of Industry"])
        s.write_datetime(1, 4, date(2026, 11, 30), day)  # type: ignore[arg-type]
        s.write_row(1, 5, ["Completed", "Held on 12 May"])
        s.write_row(
            2,
            0,
            [
                1,
                "Hold a business forum in Casablanca",
                "Russian Federation",
                "Ministry of Industry and Trade",
            ],
        )
        s.write_datetime(2, 4, date(2026, 11, 30), day)  # type: ignore[arg-type]
        s.write_row(2, 5, ["Delayed", "Awaiting the list of companies"])
        s.write_row(3, 0, head)
        s.write_row(
            4,
            0,
            [
                2,
                "Exchange lists of national competent laboratories",
                "Morocco",
                "Food safety office",
                "end of 2026",
                "On track",
                "",
            ],
        )
        s.write_row(
            5,
            0,
            [
                2,
                "Exchange lists of national competent laboratories",
                "Atlantis",
                "Nobody",
                "end of 2026",
                "Done",
                "",
            ],
        )


def two_languages(path: Path) -> None:
    """The text in French and in Arabic side by side, headings in both languages."""
    with xlsxwriter.Workbook(path) as book:
        s = book.add_worksheet("Matrice")
        s.merge_range(0, 0, 0, 5, "Matrice de suivi / جدول المتابعة")
        s.write_row(
            1, 0, ["N°", "Engagement", "الالتزام", "Date limite", "Position marocaine", "Position russe"]
        )
        s.write_row(2, 0, ["الرقم", "", "", "الأجل", "موقف الجانب المغربي", "موقف الجانب الروسي"])
        s.write_row(
            3,
            0,
            [
                "1",
                "Ouvrir un centre culturel à Rabat",
                "فتح مركز ثقافي بالرباط",
                "juin 2027",
                "en cours",
                "en cours",
            ],
        )
        s.write_row(
            4,
            0,
            [
                "2",
                "Signer le programme culturel 2027-2029",
                "توقيع البرنامج الثقافي 2027-2029",
                "15/01/2027",
                "signé et exécuté",
                "retard de traduction",
            ],
        )


def left_blank_and_unnamed(path: Path) -> None:
    """Empty columns at the left, no heading over states, percentages as shares, a row twice, a line of source below."""
    with xlsxwriter.Workbook(path) as book:
        s = book.add_worksheet("Sheet1")
        share = book.add_format({"num_format": "0%"})
        s.write_row(
            2, 2, ["Ref.", "Description of the commitment", "Responsible", "By when", "", "% complete"]
        )
        data = [
            ("A-1", "Harmonise veterinary certificates for fishery products", "Ministry of Agriculture", "2026-09-30", "ongoing", 0.6),
            ("A-2", "Open a green corridor for citrus fruit", "Customs", "2026-12-15", "not started", 0),
            ("A-2", "Open a green corridor for citrus fruit", "Customs", "2026-12-15", "not started", 0),
            ("A-3", "Publish a joint statistical yearbook", "Statistics office", "Q2 2027", "done", 1.7),
        ]  # fmt: skip
        for i, row in enumerate(data):
            s.write_row(3 + i, 2, row[:5])
            s.write_number(3 + i, 7, row[5], share)
        s.write(8, 2, "Source: minutes of the seventh session")


def no_table(path: Path) -> None:
    """A letter typed into a spreadsheet."""
    with xlsxwriter.Workbook(path) as book:
        s = book.add_worksheet()
        s.write(0, 0, "Dear colleague,")
        s.write(2, 0, "please find attached what we discussed.")
