"""Stories for the pages of the corpus: invented, in six languages, no two alike.

Each story is made of sentences about one affair, place and person; what the sentences say is of no matter, that none of
them stands in two pages is.
"""

from __future__ import annotations

from dataclasses import dataclass

TOPICS = {
    "fr": [
        ("la passerelle du Grund", "Clervaux", "Claire Weiss", "le tracé"), ("le vieux moulin", "Vianden", "Paul Origer", "la roue"),
        ("la piscine communale", "Differdange", "Nadia Kremer", "le bassin"), ("le marché couvert", "Thionville", "Luc Bastien", "la halle"),
        ("la bibliothèque", "Arlon", "Odile Marchal", "le fonds ancien"), ("la ligne de bus 12", "Pétange", "Yves Thill", "l’horaire"),
        ("le théâtre d’été", "Longwy", "Inès Caron", "la scène"), ("la forêt du Bambësch", "Mersch", "Marc Engel", "le sentier"),
        ("le budget de l’école", "Remich", "Hélène Faber", "la cantine"), ("la fête du vin", "Grevenmacher", "Théo Lanners", "le cortège"),
        ("le centre de soins", "Wiltz", "Sonia Reding", "la garde de nuit"), ("la place de la gare", "Bettembourg", "Denis Muller", "le kiosque"),
        ("l’ancienne aciérie", "Dudelange", "Agnès Collin", "le haut fourneau"),
    ],
    "de": [
        ("die Fußgängerbrücke", "Trier", "Karl Weber", "der Mittelpfeiler"), ("das Freibad", "Saarlouis", "Petra Hahn", "das Sprungbecken"),
        ("die Stadtbücherei", "Bitburg", "Jonas Keller", "der Lesesaal"), ("der Wochenmarkt", "Konz", "Ulrike Brandt", "der Fischstand"),
        ("die Buslinie sieben", "Prüm", "Anton Scholz", "der Fahrplan"), ("das Stadttheater", "Koblenz", "Greta Lenz", "die Drehbühne"),
        ("der Bürgerwald", "Daun", "Rolf Meyer", "der Wanderweg"), ("die Grundschule am Hang", "Merzig", "Silke Vogt", "die Mensa"),
        ("das Weinfest", "Schengen", "Otto Thiel", "der Festzug"), ("die Nachtklinik", "Wittlich", "Maria Busch", "die Notaufnahme"),
        ("der Bahnhofsplatz", "Mainz", "Jan Peters", "der Kiosk"), ("die alte Gießerei", "Völklingen", "Eva Stein", "der Hochofen"),
        ("das Heimatmuseum", "Bernkastel", "Lars Krüger", "die Sammlung"),
    ],
    "lb": [
        ("d’Bréck iwwer d’Sauer", "Iechternach", "Jang Weber", "de Pilier"), ("d’Schwämm", "Déifferdeng", "Martine Schmit", "de Baseng"),
        ("d’Bibliothéik", "Ettelbréck", "Nico Kayser", "de Liessall"), ("de Wochemaart", "Esch", "Josiane Wagner", "de Fëschstand"),
        ("d’Buslinn siwen", "Péiteng", "Fränk Thoma", "den Horaire"), ("den Theater", "Diddeleng", "Viviane Loos", "d’Bün"),
        ("de Gemengebësch", "Miersch", "Marc Hoffmann", "de Wanderwee"), ("d’Schoul um Bierg", "Réimech", "Carole Back", "d’Kantin"),
        ("d’Wäifest", "Gréiwemaacher", "Pol Steffen", "de Cortège"), ("d’Klinick", "Wolz", "Tessy Grün", "d’Nuetsgarde"),
        ("d’Garer Plaz", "Beetebuerg", "Luss Muller", "de Kiosk"), ("déi al Schmelz", "Diddeleng", "Agnes Pütz", "den Héichuewen"),
        ("de Musée", "Veianen", "Raoul Even", "d’Sammlung"),
    ],
    "en": [
        ("the footbridge", "Harrow Green", "Alice Ward", "the central span"), ("the open-air pool", "Millbrook", "Tom Ashby", "the diving board"),
        ("the town library", "Eastleigh", "Ruth Palmer", "the reading room"), ("the covered market", "Thornbury", "Neil Grant", "the fish counter"),
        ("the number nine bus", "Oldham Cross", "Priya Shah", "the timetable"), ("the playhouse", "Whitby", "George Lund", "the revolving stage"),
        ("the common wood", "Ashford", "Ellen Frost", "the footpath"), ("the hill school", "Dunmore", "Sara Bell", "the canteen"),
        ("the cider fair", "Ledbury", "Hugh Marsh", "the parade"), ("the night clinic", "Bramley", "Joan Price", "the emergency desk"),
        ("the station square", "Holyhead", "Ian Cole", "the kiosk"), ("the old foundry", "Coalport", "Meg Doyle", "the furnace"),
        ("the harbour museum", "Fowey", "Sam Trent", "the collection"),
    ],
    "pt": [
        ("a ponte pedonal", "Aveiro", "Joana Lopes", "o tabuleiro"), ("a piscina municipal", "Beja", "Rui Neves", "a prancha"),
        ("a biblioteca", "Évora", "Marta Reis", "a sala de leitura"), ("o mercado coberto", "Setúbal", "Tiago Pinto", "a banca do peixe"),
        ("a linha sete", "Braga", "Sofia Costa", "o horário"), ("o teatro de verão", "Leiria", "Nuno Faria", "o palco"),
        ("a mata comunal", "Viseu", "Inês Moura", "o trilho"), ("a escola da encosta", "Guarda", "Paulo Dias", "o refeitório"),
        ("a feira do vinho", "Peso da Régua", "Ana Serra", "o cortejo"), ("a clínica noturna", "Faro", "Hugo Melo", "a urgência"),
        ("a praça da estação", "Coimbra", "Rita Vaz", "o quiosque"), ("a velha fundição", "Barreiro", "João Sá", "o alto-forno"),
        ("o museu do mar", "Ílhavo", "Vera Luz", "a coleção"),
    ],
    "nl": [
        ("de voetgangersbrug", "Lier", "An Peeters", "de middelste pijler"), ("het openluchtbad", "Aalst", "Bart Maes", "de springplank"),
        ("de stadsbibliotheek", "Kortrijk", "Lies Claes", "de leeszaal"), ("de overdekte markt", "Mechelen", "Tom Aerts", "de viskraam"),
        ("buslijn negen", "Hasselt", "Nele Wouters", "de dienstregeling"), ("de schouwburg", "Ieper", "Dirk Pauwels", "het draaitoneel"),
        ("het gemeentebos", "Genk", "Ilse Mertens", "het wandelpad"), ("de basisschool", "Tienen", "Koen Smets", "de refter"),
        ("het wijnfeest", "Tongeren", "Greet Nijs", "de stoet"), ("de nachtkliniek", "Brugge", "Sofie Baert", "de spoeddienst"),
        ("het stationsplein", "Leuven", "Wim Jacobs", "de kiosk"), ("de oude gieterij", "Gent", "Eva Thys", "de hoogoven"),
        ("het havenmuseum", "Oostende", "Jef Stevens", "de verzameling"),
    ],
}  # fmt: skip
"""The affair, the place, the person, a part of the affair."""

TITLES = {
    "fr": "À {place}, {thing} rouvre après {n} ans de travaux",
    "de": "{place}: Nach {n} Jahren öffnet {thing} wieder",
    "lb": "{place}: No {n} Joer geet {thing} erëm op",
    "en": "After {n} years of work, {thing} in {place} opens again",
    "pt": "Em {place}, {thing} reabre depois de {n} anos de obras",
    "nl": "{place}: na {n} jaar werken gaat {thing} weer open",
}
LEADS = {
    "fr": "Le chantier aura coûté {sum} millions d’euros à la commune de {place}. Les riverains, eux, attendent de voir si {thing} tiendra ses promesses.",
    "de": "Die Baustelle hat die Stadt {place} {sum} Millionen Euro gekostet. Die Anwohner wollen nun sehen, ob {thing} hält, was versprochen wurde.",
    "lb": "De Chantier huet d’Gemeng {place} {sum} Milliounen Euro kascht. D’Awunner wëlle lo gesinn, ob {thing} hält, wat versprach gouf.",
    "en": "The work has cost the town of {place} {sum} million pounds. Those who live nearby now wait to see whether {thing} keeps its promises.",
    "pt": "A obra custou {sum} milhões de euros ao município de {place}. Os moradores querem agora ver se {thing} cumpre o que foi prometido.",
    "nl": "De werken hebben de stad {place} {sum} miljoen euro gekost. De buurt wacht nu af of {thing} de beloften waarmaakt.",
}
SENTENCES = {
    "fr": [
        "Lundi à {hour} heures, {who} a coupé le ruban devant {crowd} personnes venues de tout le canton de {place}, sous une pluie fine.",
        "« Nous avons cru cent fois que {thing} ne verrait jamais le jour », a-t-elle confié à la radio locale de {place}, la voix un peu nouée.",
        "Le dossier remonte à {year} : cette année-là, une expertise avait conclu que {part} menaçait de s’effondrer, et tout avait été fermé.",
        "Depuis, trois bourgmestres se sont succédé à {place}, et chacun a présenté un projet différent pour {thing}, plus cher que le précédent.",
        "Les {crowd} signatures réunies par un collectif d’habitants ont fini par peser, selon {who}, davantage que tous les rapports d’experts.",
        "Reste {part}, dont la rénovation n’est prévue que l’an prochain et pour laquelle il manque encore {n} dixièmes du financement à {place}.",
        "L’opposition communale dénonce une facture de {sum} millions « pour un résultat modeste » et réclame la publication des comptes de {thing}.",
        "Dans les cafés de {place}, on préfère parler de la semaine d’inauguration, avec ses {n} concerts gratuits et son bal du samedi soir.",
        "Un comptage effectué le premier jour donne {crowd} visiteurs, soit deux fois plus que ce que la commune de {place} avait espéré.",
        "À la fin de l’année, le conseil dira si {thing} reste ouvert la nuit, une demande que {who} soutient depuis {year} sans se lasser.",
    ],
    "de": [
        "Am Montag um {hour} Uhr hat {who} vor {crowd} Gästen aus dem ganzen Kreis {place} bei leichtem Regen das Band durchgeschnitten.",
        "„Wir haben hundertmal geglaubt, dass {thing} nie fertig wird“, sagte {who} danach dem Lokalradio von {place} mit belegter Stimme.",
        "Die Sache begann {year}, als ein Gutachten feststellte, {part} drohe einzustürzen, und die Stadt {place} über Nacht alles sperren ließ.",
        "Seither gab es in {place} drei Bürgermeister, und jeder legte einen anderen Plan vor, der immer etwas teurer war als der vorige.",
        "Am Ende wogen {crowd} Unterschriften einer Bürgerinitiative nach Ansicht von {who} schwerer als alle Berichte der Sachverständigen.",
        "Offen bleibt, was mit einem Teil geschieht: {part} wird erst im kommenden Jahr saniert, und in {place} fehlen dafür noch {n} Zehntel des Geldes.",
        "Die Opposition im Stadtrat spricht von einer Rechnung über {sum} Millionen „für wenig Ergebnis“ und verlangt, die Konten offenzulegen.",
        "In den Kneipen von {place} redet man lieber über die Festwoche mit ihren {n} Konzerten ohne Eintritt und dem Tanz am Samstagabend.",
        "Eine Zählung am ersten Tag ergab {crowd} Besucher, doppelt so viele, wie die Verwaltung von {place} sich erhofft hatte.",
        "Zum Jahresende entscheidet der Rat, ob auch nachts geöffnet wird, was {who} schon seit {year} unermüdlich fordert.",
    ],
    "lb": [
        "E Méindeg um {hour} Auer huet {who} virun {crowd} Leit aus dem ganze Kanton {place} bei liichtem Reen d’Bändche geschnidden.",
        "„Mir hunn honnertmol gemengt, datt {thing} ni fäerdeg gëtt“, sot {who} duerno dem Lokalradio vu {place} mat enger zidderender Stëmm.",
        "D’Affär huet {year} ugefaangen, wéi en Expert festgestallt huet, datt {part} riskéiert anzefalen, an d’Gemeng {place} alles zougemaach huet.",
        "Zënterhier hat {place} dräi Buergermeeschteren, an all eenzelen huet en anere Plang virgeluecht, deen ëmmer méi deier war wéi dee virdrun.",
        "Um Enn hunn {crowd} Ënnerschrëfte vun enger Biergerinitiativ no der Meenung vu {who} méi gewien wéi all d’Rapporte vun den Experten.",
        "Et bleift eng Fro op: {part} gëtt eréischt d’nächst Joer renovéiert, an zu {place} feelen dofir nach {n} Zéngtel vun de Suen.",
        "D’Oppositioun am Gemengerot schwätzt vun enger Rechnung vun {sum} Milliounen „fir wéineg Resultat“ a verlaangt, datt d’Konten opgeluecht ginn.",
        "An de Wiertschafte vu {place} schwätzt een éischter iwwer d’Festwoch mat hiren {n} gratis Concerten an dem Bal e Samschdeg den Owend.",
        "Eng Zielung um éischten Dag huet {crowd} Visiteure ginn, duebel esou vill, wéi d’Gemeng {place} sech erhofft hat.",
        "Um Enn vum Joer decidéiert de Gemengerot, ob och nuets opgemaach gëtt, wat {who} scho säit {year} onermiddlech freet.",
    ],
    "en": [
        "On Monday at {hour} o’clock {who} cut the ribbon before {crowd} guests from all over the county of {place}, in a fine drizzle.",
        "“A hundred times we thought that {thing} would never be finished,” {who} told the local radio of {place} afterwards, close to tears.",
        "The affair began in {year}, when a survey found that {part} was about to give way and the council of {place} closed everything overnight.",
        "Since then {place} has had three mayors, each of whom brought a new plan that was always a little dearer than the last.",
        "In the end {crowd} signatures gathered by a group of neighbours weighed more, in the opinion of {who}, than all the reports of experts.",
        "One question stays open: {part} will only be restored next year, and for that {place} still lacks {n} tenths of the money.",
        "The opposition on the council speaks of a bill of {sum} million “for a modest result” and asks that the books be opened.",
        "In the pubs of {place} people would rather talk of the week of festivities, with its {n} free concerts and a dance on Saturday night.",
        "A count on the first day came to {crowd} visitors, twice as many as the administration of {place} had dared to hope for.",
        "At the end of the year the council will decide on opening at night, which {who} has demanded tirelessly since {year}.",
    ],
    "pt": [
        "Na segunda-feira, às {hour} horas, {who} cortou a fita perante {crowd} convidados de todo o concelho de {place}, sob uma chuva miudinha.",
        "«Pensámos cem vezes que {thing} nunca ficaria concluída», disse {who} à rádio local de {place}, com a voz embargada.",
        "O caso começou em {year}, quando uma peritagem concluiu que {part} ameaçava ruir e a câmara de {place} mandou fechar tudo de um dia para o outro.",
        "Desde então, {place} teve três presidentes de câmara, e cada um apresentou um plano diferente, sempre um pouco mais caro do que o anterior.",
        "No fim, as {crowd} assinaturas reunidas por um grupo de moradores pesaram mais, na opinião de {who}, do que todos os relatórios dos peritos.",
        "Fica uma questão em aberto: {part} só será renovado no próximo ano, e para isso faltam ainda em {place} {n} décimos do dinheiro.",
        "A oposição na assembleia fala de uma fatura de {sum} milhões «para um resultado modesto» e exige que as contas sejam abertas.",
        "Nos cafés de {place} prefere-se falar da semana de festa, com os seus {n} concertos gratuitos e o baile de sábado à noite.",
        "Uma contagem no primeiro dia deu {crowd} visitantes, o dobro do que a administração de {place} ousara esperar.",
        "No fim do ano, a assembleia decidirá se também abre à noite, o que {who} reclama incansavelmente desde {year}.",
    ],
    "nl": [
        "Maandag om {hour} uur heeft {who} voor {crowd} gasten uit heel de streek rond {place} het lint doorgeknipt, in een fijne motregen.",
        "“Wij hebben honderd keer gedacht dat {thing} nooit klaar zou zijn”, zei {who} achteraf met een krop in de keel aan de radio van {place}.",
        "De zaak begon in {year}, toen een onderzoek uitwees dat {part} dreigde te bezwijken en {place} van de ene dag op de andere alles sloot.",
        "Sindsdien heeft {place} drie burgemeesters versleten, en elk van hen kwam met een ander plan dat telkens duurder uitviel dan het vorige.",
        "Uiteindelijk wogen {crowd} handtekeningen van een buurtcomité volgens {who} zwaarder dan alle verslagen van deskundigen.",
        "Eén vraag blijft open: {part} wordt pas volgend jaar hersteld, en daarvoor ontbreken in {place} nog {n} tienden van het geld.",
        "De oppositie in de gemeenteraad spreekt van een rekening van {sum} miljoen “voor een mager resultaat” en wil de boeken inkijken.",
        "In de cafés van {place} heeft men het liever over de feestweek, met {n} gratis concerten en een bal op zaterdagavond.",
        "Een telling op de eerste dag kwam uit op {crowd} bezoekers, dubbel zoveel als het stadsbestuur van {place} had durven hopen.",
        "Tegen het einde van het jaar beslist de raad of er ook ’s nachts geopend wordt, wat {who} al sinds {year} onvermoeibaar vraagt.",
    ],
}  # fmt: skip
SITES = {
    "fr": ("Le Courrier du Sud", "www.courrier-sud.lu"), "de": ("Moselbote", "www.moselbote.de"),
    "lb": ("D’Lëtzebuerger Blat", "www.blat.lu"), "en": ("The Valley Echo", "www.valleyecho.co.uk"),
    "pt": ("Diário da Ria", "www.diariodaria.pt"),
    "nl": ("De Dijlebode", "www.dijlebode.be"),
}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """One invented affair."""

    language: str
    number: int
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    who: str
    place: str
    thing: str
    part: str
    site: str
    host: str


def story(language: str, number: int) -> Story:
    """The story with this number, from 0 to 12."""
    thing, place, who, part = TOPICS[language][number]
    values = {
        "thing": thing, "place": place, "who": who, "part": part, "n": number + 3, "sum": 7 + number * 3,
        "hour": 8 + number % 10, "crowd": 240 + number * 37, "year": 1998 + number,
    }  # fmt: skip
    sentences = [sentence.format(**values) for sentence in SENTENCES[language]]
    turned = sentences[number % 4 :] + sentences[: number % 4]
    paragraphs = (
        " ".join(turned[:2]),
        turned[2],
        " ".join(turned[3:5]),
        turned[5],
        turned[6],
        " ".join(turned[7:9]),
        turned[9],
    )
    return Story(
        language, number, TITLES[language].format(**values), LEADS[language].format(**values),
        tuple(paragraph[0].upper() + paragraph[1:] for paragraph in paragraphs), who, place, thing, part, *SITES[language],
    )  # fmt: skip
