"""Pages that show something else than their article, or only what their scripts are given, with invented text."""

from __future__ import annotations

import json

from corpus.pages.stories import Story

SPIEGEL = """<html lang="de"><head><title>{title}</title><meta property="og:title" content="{title}"></head><body><main>
<h1>Weiter mit Werbung und Cookies</h1><p>Besuchen Sie unsere Seite wie gewohnt mit Werbung und Tracking durch Cookies. Ihre Zustimmung ist jederzeit widerrufbar.</p>
<button>Akzeptieren und weiter</button><h2>Oder Pur-Abo abschließen</h2><p>Nutzen Sie unsere Seite ohne Tracking und personalisierte Werbung für 4,99 Euro im Monat.</p>
<p>Wir und unsere bis zu 160 Partner verwenden Cookies und ähnliche Technologien, um Informationen auf Ihrem Gerät zu speichern, Anzeigen zu messen und Einblicke in Zielgruppen zu gewinnen. Details in der Datenschutzerklärung.</p></main></body></html>"""
LE_MONDE = """<html lang="fr"><head><title>{title}</title></head><body><div class="gdpr-wall"><h1>Le respect de votre vie privée</h1>
<p>Nous et nos partenaires utilisons des cookies et des traceurs pour stocker et accéder à des informations sur votre appareil, et diffuser des publicités personnalisées.</p>
<p>Vous pouvez accepter ces cookies pour lire gratuitement, ou vous abonner pour les refuser. Votre consentement peut être retiré à tout moment.</p><button>Accepter et continuer</button></div></body></html>"""
YAHOO = """<html lang="en"><head><title>Yahoo is part of the family of brands</title></head><body><form class="consent-form"><div class="con-wizard"><h1>Yahoo is part of the family of brands</h1>
<p>When you use our sites and apps, we use cookies to provide them to you, to authenticate users and to measure your use.</p>
<p>If you click 'Accept all', we and our partners will also store and access information on a device and use precise location data for personalised advertising.</p>
<p>You can withdraw your consent or change your choices at any time in the privacy settings.</p><button>Accept all</button><button>Reject all</button></div></form></body></html>"""
LUXEMBOURGISH = """<html lang="lb"><head><title>{title}</title></head><body><div><p>Mir an eis Partner benotze Cookien, fir Inhalter ze weisen an d’Reklammen unzepassen.</p>
<p>Mat engem Klick op Averstanen akzeptéiert Dir all d’Cookien. Dir kënnt Är Zoustëmmung zu all Moment zréckzéien.</p><button>Averstanen</button></div></body></html>"""
OTHER_WALLS = (
    """<html lang="es"><head><title>{title}</title></head><body><div class="wall"><h2>Su privacidad</h2><p>Nosotros y nuestros 1.200 socios utilizamos cookies para personalizar la publicidad y el contenido.</p><p>Puede aceptar todas las cookies, o suscribirse por un euro y rechazar las cookies.</p></div></body></html>""",
    """<html lang="it"><head><title>{title}</title></head><body><div class="wall"><h2>La tua privacy</h2><p>Noi e i nostri 800 partner utilizziamo i cookie per personalizzare gli annunci.</p><p>Puoi accettare tutti i cookie oppure abbonarti senza cookie.</p></div></body></html>""",
    """<html lang="nl"><head><title>{title}</title></head><body><div class="wall"><h2>Jouw privacy</h2><p>Wij en onze partners gebruiken cookies om advertenties te personaliseren.</p><p>Wij vragen je toestemming om cookies te plaatsen. Klik op akkoord om door te gaan.</p></div></body></html>""",
    """<html lang="pt"><head><title>{title}</title></head><body><div class="wall"><h2>A sua privacidade</h2><p>Nós e os nossos 300 parceiros usamos cookies para publicidade personalizada.</p><p>Pode aceitar todos os cookies ou retirar o consentimento a qualquer momento.</p></div></body></html>""",
)
MISSING = (
    (
        "404 - Page not found | Post",
        "<h1>Page not found</h1><p>Sorry, the page you are looking for could not be found. It may have been moved or deleted. Try searching, or go back to the home page.</p>",
    ),
    ("The Post", "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location.</p>"),
    ("The Post", "<p>We couldn’t find that page. Please go back to the home page of The Post.</p>"),
    (
        "Seite nicht gefunden - Blatt",
        "<h1>Seite nicht gefunden</h1><p>Die gesuchte Seite existiert leider nicht oder wurde verschoben.</p>",
    ),
    ("Blatt", "<p>Leider konnten wir die Seite nicht finden. Bitte nutzen Sie unsere Suche.</p>"),
    (
        "Nicht mehr verfügbar",
        "<p>Der von Ihnen aufgerufene Artikel ist aus rechtlichen Gründen nicht mehr verfügbar.</p>",
    ),
    (
        "Erreur 404 - Le Courrier",
        "<h1>Oups ! Cette page n’existe pas</h1><p>La page que vous recherchez est introuvable ou a été supprimée.</p>",
    ),
    ("Le Courrier", "<p>Désolé, la page demandée n’existe plus. Retournez à l’accueil.</p>"),
    ("Säit net fonnt", "<p>Dës Säit gëtt et net, oder net méi. Gitt w.e.g. op d’Haaptsäit.</p>"),
    ("Página não encontrada", "<p>A página que procura não existe, ou mudou de endereço.</p>"),
    ("Pagina niet gevonden", "<p>Ga terug naar de voorpagina, of zoek in het archief.</p>"),
)
NOT_MISSING = (
    ("404: the story of a number", "Nobody liked the number until somebody drew a cat beside it."),
    ("Peugeot 404 fährt wieder", "Der Peugeot 404 fuhr am Sonntag zum ersten Mal wieder durch das Dorf."),
    ("Missing girl found", "A girl who was reported missing on Monday was found near the harbour."),
    ("The document that does not exist", "The ministry has looked for it twice, and asked three former ministers."),
    ("Kurz notiert", "Der Verein hat seine Halle erneuert. Warmes Wasser ist bis Montag nicht mehr verfügbar."),
    ("Une époque se termine", "Le club n’existe plus depuis lundi, a annoncé son président."),
)
NEEDS_SCRIPTS = (
    '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script src="/main.js"></script>',
    '<div id="__next"></div><script src="/_next/static/chunks/main.js"></script>',
    "<app-root></app-root><noscript>Bitte aktivieren Sie JavaScript in Ihrem Browser, um diese Seite zu sehen.</noscript><script src='/a.js'></script>",
    "<div class='wrap'><p>Veuillez activer JavaScript dans votre navigateur pour continuer à lire cette page.</p></div><script src='/a.js'></script>",
    "<noscript><p>Por favor, active JavaScript para ver esta página.</p></noscript><div id='root'>Cargando el contenido de la página, espere un momento</div><script src='/a.js'></script>",
    "<div><p>Om deze site te gebruiken moet JavaScript ingeschakeld zijn in uw browser.</p></div><script src='/a.js'></script>",
)
CHECKS = (
    "<h1>Just a moment...</h1><p>Verify you are human by completing the action below.</p><p>www.blatt.de needs to review the security of your connection before proceeding.</p><script src='/cdn-cgi/challenge-platform/x.js'></script>",
    "<p>Pardon Our Interruption. As you were browsing something about your browser made us think you were a bot.</p><script src='/a.js'></script>",
    "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>",
)


def arc(s: Story) -> str:
    elements: list[dict[str, object]] = [
        {"type": "text", "_id": f"{n}", "content": text} for n, text in enumerate(s.paragraphs)
    ]
    elements.insert(2, {"type": "header", "level": 2, "content": "Ein langer Weg"})
    content = {
        "headlines": {"basic": s.title},
        "content_elements": elements,
        "related": [
            {"headline": "Andere", "description": "Etwas anderes, das nicht zum Artikel gehört, aber lang ist."}
        ],
    }
    return f"<script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={json.dumps(content)};Fusion.contentCache={{}};</script>"


def next_html(s: Story) -> str:
    html = (
        "".join(f"<p>{text}</p>" for text in s.paragraphs[:3])
        + "<h2>Ein langer Weg</h2>"
        + "".join(f"<p>{text}</p>" for text in s.paragraphs[3:])
    )
    data = {
        "props": {
            "pageProps": {
                "article": {"title": s.title, "body": html},
                "footer": {"text": "Impressum und Datenschutz, alle Rechte vorbehalten. " * 9},
            }
        }
    }
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'


def next_rich_text(s: Story) -> str:
    blocks = [
        {
            "nodeType": "paragraph",
            "content": [
                {"nodeType": "text", "value": text[:30]},
                {"nodeType": "hyperlink", "data": {"uri": "/x"}, "content": [{"nodeType": "text", "value": text[30:]}]},
            ],
        }
        for text in s.paragraphs
    ]
    blocks.insert(2, {"nodeType": "heading-2", "content": [{"nodeType": "text", "value": "Ein langer Weg"}]})
    comments = [
        {"author": "x", "text": "Ich finde, das hätte man viel früher und viel billiger haben können. " * 5}
        for _n in range(30)
    ]
    data = {
        "props": {
            "pageProps": {
                "data": {"headline": s.title, "document": {"nodeType": "document", "content": blocks}},
                "comments": comments,
            }
        }
    }
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'


def apollo(s: Story) -> str:
    state = {
        "ROOT_QUERY": {},
        "Article:1": {
            "title": s.title,
            "paragraphs": [
                {"__typename": "Heading", "text": "Ein langer Weg"},
                *({"__typename": "Paragraph", "text": text} for text in s.paragraphs),
            ],
        },
    }
    return f"<script>window.__APOLLO_STATE__ = {json.dumps(state)}; window.other = 1</script>"


def linked_body(s: Story) -> str:
    body = "\n\n".join(("Ein langer Weg", *s.paragraphs))
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": s.title, "articleBody": body})}</script>'


ABOUT_COOKIES = f"""<html lang="de"><head><title>Urteil über Cookies</title><meta property="article:published_time" content="2026-03-03T08:05:00+01:00"></head>
<body><article><h1>Urteil über Cookies</h1>{"<p>Cookies sind kleine Dateien, und wer sie im Browser löscht, wird von Webseiten nicht wiedererkannt.</p><p>Das Gericht entschied, dass Verlage für Tracking die Einwilligung der Leser brauchen.</p><p>Wir verwenden Cookies, schreiben viele Seiten, doch eine Zustimmung ist das nach Ansicht der Richter nicht.</p>" * 2}</article></body></html>"""


def page(title: str, body: str, *, head: str = "") -> str:
    return f'<html lang="de"><head><title>{title}</title>{head}</head><body>{body}</body></html>'


def shown(s: Story, count: int = 99) -> str:
    """The article as a page shows it."""
    return f"<article><h1>{s.title}</h1>{''.join(f'<p>{text}</p>' for text in s.paragraphs[:count])}</article>"
