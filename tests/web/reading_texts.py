"""The same event as four ministries tell it, and texts on other matters."""

MEETING = {
    "ru": "Москва, 16 октября 2025 года. Сегодня Министр иностранных дел России Сергей Лавров провёл в Москве переговоры с Министром"
    " иностранных дел Марокко Насером Буритой. Стороны подписали меморандум о взаимопонимании по рыболовству. Обсуждались"
    " ситуация в Сахеле и продовольственная безопасность.",
    "fr": "Moscou, le 16 octobre 2025. Le ministre des Affaires étrangères du Maroc, M. Nasser Bourita, s'est entretenu ce jeudi à"
    " Moscou avec son homologue russe, M. Sergueï Lavrov. Les deux ministres ont signé un mémorandum d'entente sur la pêche"
    " maritime. Ils ont évoqué la situation au Sahel et la sécurité alimentaire.",
    "ar": "موسكو، 16 أكتوبر 2025. أجرى وزير الشؤون الخارجية المغربي ناصر بوريطة اليوم الخميس في موسكو مباحثات مع وزير الخارجية"
    " الروسي سيرغي لافروف. ووقع الوزيران مذكرة تفاهم في مجال الصيد البحري. وتناولت المباحثات الوضع في منطقة الساحل والأمن"
    " الغذائي.",
    "en": "Moscow, 16 October 2025. Today the Foreign Minister of Morocco, Nasser Bourita, and the Foreign Minister of Russia,"
    " Sergey Lavrov, held talks in Moscow. The two ministers signed a memorandum of understanding on fisheries. They discussed"
    " the situation in the Sahel and food security.",
}
OTHER = (
    "Brasilia, 3 March 2024. The Foreign Minister of Morocco, Nasser Bourita, and the Foreign Minister of Brazil, Mauro Vieira,"
    " held talks in Brasilia today. They signed an agreement on civil aviation."
)
