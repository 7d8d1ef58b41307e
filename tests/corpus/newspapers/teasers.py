"""Titles and first sentences of other articles, as they stand around one: no two share four words."""

from __future__ import annotations

TEASERS = {
    "de": [
        ("Bäcker backt Brot mit Meerwasser", "Ein Kollege aus der Bretagne hat ihm das Rezept verraten, nun stehen die Kunden Schlange bis zur Apotheke."),
        ("Imker zählen so viele Völker wie nie", "Trotz des nassen Frühjahrs summt es im Kreis, und der Honig wird voraussichtlich billiger."),
        ("Kater fährt allein mit dem Zug", "Erst am Endbahnhof bemerkte eine Schaffnerin, dass zum Tier kein Mensch gehörte."),
        ("Warum Pilze heuer früher kommen", "Warme Nächte und ein Gewitter im Juli genügen, sagt die Biologin vom Naturschutzamt."),
        ("Schachklub sucht Nachwuchs im Altenheim", "Wer mit achtzig das Spiel lernt, schläft angeblich ruhiger, zumindest verliert er selten die Geduld."),
        ("Orgel erklingt nach Marderbiss wieder", "Drei Pfeifen mussten ersetzt werden, die Versicherung zahlte nach langem Briefwechsel."),
        ("Volleyballerinnen steigen zum vierten Mal auf", "Im entscheidenden Satz drehte die Mannschaft einen Rückstand von neun Punkten."),
        ("Steuererklärung auf dem Bierdeckel eingereicht", "Das Finanzamt nahm den Spaß mit Humor und bat trotzdem um Belege."),
        ("Neue Ampel versteht Kinderwagen nicht", "Der Sensor hält die Räder für einen Hund, das Tiefbauamt tüftelt an einer Lösung."),
        ("Sternwarte lädt zur langen Nacht", "Bei klarem Himmel sollen die Ringe des Saturn mit bloßem Fernrohr zu sehen sein."),
    ],
    "fr": [
        ("Un boulanger pétrit à l’eau de mer", "La recette vient d’un cousin breton et la file d’attente atteint désormais la pharmacie."),
        ("Les apiculteurs comptent leurs ruches", "Malgré un printemps humide, jamais les essaims n’avaient été aussi nombreux dans le canton."),
        ("Un chat prend seul le train du matin", "Au terminus, une contrôleuse s’est aperçue que personne n’accompagnait l’animal."),
        ("Pourquoi les cèpes sortent plus tôt", "Des nuits douces et un orage en juillet suffisent, explique une botaniste."),
        ("Le club d’échecs recrute à la maison de retraite", "Apprendre à jouer à quatre-vingts ans aiderait à dormir, ou du moins à patienter."),
        ("L’orgue rongé par une fouine rejoue", "Trois tuyaux ont dû être remplacés et l’assurance a fini par payer."),
        ("Les volleyeuses montent encore d’une division", "Menées de neuf points dans le dernier set, elles ont renversé la rencontre."),
        ("Sa déclaration d’impôts sur un sous-bock", "Le fisc a souri, puis réclamé malgré tout les justificatifs habituels."),
        ("Le feu rouge ne voit pas les poussettes", "Son capteur prend les roues pour un chien, les techniciens cherchent une parade."),
        ("Une nuit entière à l’observatoire", "Par temps clair, les anneaux de Saturne devraient se laisser deviner."),
    ],
    "lb": [
        ("E Bäcker baakt Brout mat Mierwaasser", "D’Rezept koum vun engem Cousin aus der Bretagne, elo stinn d’Clienten un bis bei d’Apdikt."),
        ("Sou vill Beievëlleker wéi nach ni", "Trotz dem naasse Fréijoer sëmmt et iwwerall, an den Hunneg gëtt méi bëlleg."),
        ("Eng Kaz fiert eleng mam Zuch", "Eréischt um Terminus huet eng Kontrolleurin gemierkt, datt kee Mënsch derbäi war."),
        ("Firwat d’Champignonen dëst Joer éischter wuessen", "Waarm Nuechten an e Gewitter am Juli ginn duer, seet d’Biologin."),
        ("De Schachclub sicht Kanner am Altersheim", "Wien mat uechtzeg spille léiert, schléift anscheinend besser."),
        ("D’Uergel spillt no engem Marderbëss erëm", "Dräi Päife goufen ersat, d’Versécherung huet laang gestridden."),
        ("D’Volleyballsdamme klammen nach eng Kéier", "Am leschte Saz hu si néng Punkte Réckstand opgeholl."),
        ("Steiererklärung op engem Béierdeckel", "D’Verwaltung huet gelaacht an awer no Quittunge gefrot."),
        ("Déi nei Luucht gesäit keng Kutschen", "De Sensor mengt, d’Rieder wieren en Hond."),
        ("Eng laang Nuecht an der Stärewaart", "Bei kloerem Himmel gesäit een d’Réng vum Saturn."),
    ],
    "en": [
        ("Baker kneads bread with sea water", "A cousin from Brittany gave away the recipe, and queues now reach the chemist's door."),
        ("Beekeepers count more hives than ever", "In spite of a wet spring the county hums, and honey may soon cost less."),
        ("Cat rides the morning train alone", "Only at the terminus did a guard notice that nobody belonged to the animal."),
        ("Why mushrooms come early this year", "Warm nights and one July thunderstorm are enough, a botanist explains."),
        ("Chess club recruits in the care home", "Learning at eighty is said to improve sleep, or patience at any rate."),
        ("Organ plays again after marten bite", "Three pipes had to be replaced before the insurers finally paid up."),
        ("Volleyball women go up a fourth time", "Nine points behind in the deciding set, they turned the match around."),
        ("Tax return filed on a beer mat", "Inspectors laughed and then asked for receipts all the same."),
        ("New crossing light cannot see prams", "Its sensor takes wheels for a dog, and engineers are puzzled."),
        ("Observatory opens for a whole night", "Under clear skies Saturn's rings should be visible to everybody."),
    ],
}  # fmt: skip
"""By language: the title and the first sentence."""
