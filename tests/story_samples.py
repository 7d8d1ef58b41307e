"""Agency reports as several newspapers print them, for tests of the same story."""

from __future__ import annotations

LEAD = (
    "La ministre de la Mobilité a présenté mardi matin le nouveau plan du tram entre la gare et l'aéroport, "
    "dont le premier tronçon doit être mis en service au printemps prochain."
)
ABOUT_COST = (
    "Le coût total du projet est estimé à 312 millions d'euros, soit 18 millions de plus que ce qui avait été annoncé "
    "il y a deux ans. La ministre explique cette hausse par le prix de l'acier et par deux ouvrages qui n'étaient pas "
    "prévus au départ, un pont au-dessus de l'autoroute et un passage souterrain près du stade."
)
ABOUT_WORKS = (
    "Les travaux commenceront dès le mois de janvier par le déplacement des conduites de gaz et d'eau. Pendant "
    "14 semaines, la circulation sera déviée par le boulevard voisin, où une voie sera réservée aux bus. Les "
    "commerçants du quartier, qui craignent de perdre des clients, seront indemnisés sur présentation de leurs comptes."
)
REACTIONS = (
    "Dans l'opposition, on regrette que la ligne ne desserve pas les deux lycées de la ville haute. Une pétition en ce "
    "sens a réuni plus de 4 500 signatures en trois semaines et sera débattue à la Chambre au mois de février."
)
STORY = "\n\n".join((LEAD, ABOUT_COST, ABOUT_WORKS, REACTIONS))

OTHER_STORY = (
    "Die Gemeinde hat am Montagabend den Haushalt für das kommende Jahr verabschiedet. Die Einnahmen liegen bei rund "
    "48 Millionen Euro, die Ausgaben bei 46 Millionen. Größter Posten ist der Bau einer neuen Grundschule, für den im "
    "ersten Jahr sieben Millionen Euro vorgesehen sind. Die Opposition stimmte dagegen: Sie hält den Schuldenstand "
    "für zu hoch und fordert, dass die Renovierung des Rathauses um zwei Jahre verschoben wird. Der Bürgermeister "
    "verwies darauf, dass die Zuschüsse des Staates sonst verfallen würden. Angenommen wurde der Haushalt mit neun "
    "gegen sechs Stimmen. Im Anschluss diskutierten die Räte noch über die Parkgebühren im Ortskern."
)


def weather(day: str, *numbers: int) -> str:
    """A weather forecast; forecasts of all days have the same pattern."""
    low, high, wind, rain, chance, sea, snow, pressure = numbers
    return (
        f"Am {day} beginnt der Tag mit Wolken, im Laufe des Vormittags lockert es von Westen her auf. Die Tiefstwerte "
        f"liegen am Morgen bei {low} Grad, am Nachmittag werden bis zu {high} Grad erreicht. Der Wind weht mit {wind} "
        f"Kilometern pro Stunde aus wechselnden Richtungen. Bis zum Abend fallen {rain} Liter Regen auf den "
        f"Quadratmeter, die Wahrscheinlichkeit dafür liegt bei {chance} Prozent. Die Schneegrenze sinkt in der Nacht "
        f"auf {snow} Meter, der Luftdruck beträgt {pressure} Hektopascal. Das Wasser der Mosel ist {sea} Grad warm. "
        "Wer unterwegs ist, sollte am frühen Morgen mit Nebel in den Tälern rechnen. Alle Angaben ohne Gewähr."
    )


def reopening(place: str, house: str, mayor: str, sponsor: str) -> str:
    """A report without numbers; reports on all places have the same pattern."""
    return (
        f"Nach langer Arbeit öffnet {house} in {place} am Wochenende wieder für alle, die so lange darauf gewartet "
        f"haben. Zur Feier auf dem Platz vor {house} kommen am Samstag {mayor} und der ganze Gemeinderat von {place} "
        f"mit der Kapelle. Bezahlt hat den Umbau zur Hälfte {sponsor}, die andere kam von den Leuten aus {place} "
        f"und aus den Dörfern der Umgebung. Im Keller, sagte {mayor} am Montag, habe niemand mit so viel Wasser "
        f"gerechnet, und ohne {sponsor} wäre es nie so weit gekommen. Am Sonntag spielt in {house} ein Orchester aus "
        f"der Hauptstadt, der Eintritt ist frei, {place} bittet um Spenden."
    )


FOR_SUBSCRIBERS = (
    "Dieser Artikel ist unseren Abonnenten vorbehalten. Melden Sie sich an, um weiterzulesen, oder wählen Sie eines "
    "unserer Angebote: Sie lesen alle Artikel ohne Grenzen, im Netz und in der App, vom ersten Tag an und jederzeit "
    "kündbar. Haben Sie schon ein Abonnement? Dann geben Sie bitte die Nummer ein, die auf Ihrer Rechnung steht."
)
