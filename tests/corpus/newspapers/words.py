"""The words of newspapers' pages beside their articles, by language."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, dict[str, Any]] = {
    "de": dict(also="Lesen Sie auch", news="Unser Newsletter: jeden Morgen das Wichtigste, kostenlos in Ihrem Postfach. Jetzt anmelden und nichts verpassen.",
               cookie="Wir und unsere Partner verwenden Cookies, um Inhalte anzuzeigen. Mit einem Klick auf Zustimmen sind Sie einverstanden.",
               abo="Jetzt weiterlesen mit dem Digital-Abo. Vier Wochen kostenlos testen, danach monatlich kündbar.", hear="Artikel anhören",
               caption="Blick auf {place} am frühen Morgen", credit="Foto: Anna Berg/Archiv", heads=("Ein langer Weg", "Was nun geschieht"),
               ask=("Was haben Sie daraus gelernt?", "Wie geht es jetzt weiter?"), by="Von", items=("ein Aufzug am Eingang", "Lampen mit Bewegungsmelder", "neue Bänke aus Eiche"),
               remark="Ich finde, das hätte man viel früher und viel billiger haben können, aber mich fragt ja keiner.", more="Mehr zum Thema"),
    "fr": dict(also="Lire aussi", news="Notre newsletter : chaque matin l’essentiel de l’actualité, gratuitement dans votre boîte. Inscrivez-vous dès maintenant.",
               cookie="Nous et nos partenaires utilisons des cookies pour afficher des contenus. En cliquant sur Accepter, vous y consentez.",
               abo="La suite est réservée aux abonnés. Profitez de notre offre : un mois gratuit, puis sans engagement.", hear="Écouter l’article",
               caption="Vue de {place} au petit matin", credit="Photo : Anne Berg / Archives", heads=("Un long chemin", "Et maintenant ?"),
               ask=("Qu’en avez-vous appris ?", "Que va-t-il se passer ?"), by="Par", items=("un ascenseur à l’entrée", "des lampes à détecteur", "des bancs neufs en chêne"),
               remark="Je trouve qu’on aurait pu l’avoir bien plus tôt et bien moins cher, mais personne ne me demande.", more="Sur le même sujet"),
    "lb": dict(also="Liest och", news="Eisen Newsletter: all Moien dat Wichtegst, gratis an Ärer Mailbox. Mellt Iech elo un a verpasst näischt méi.",
               cookie="Mir an eis Partner benotze Cookien, fir Inhalter ze weisen. Mat engem Klick sidd Dir domat averstanen.",
               abo="Elo weiderliese mam Digital-Abo. Véier Woche gratis testen, duerno all Mount kënnbar.", hear="Artikel lauschteren",
               caption="Bléck op {place} moies fréi", credit="Foto: Anna Berg/Archiv", heads=("E laange Wee", "Wat elo geschitt"),
               ask=("Wat hutt Dir doraus geléiert?", "Wéi geet et elo weider?"), by="Vum", items=("e Lift beim Agank", "Luuchte mat Detektor", "nei Bänken aus Eech"),
               remark="Ech fannen, dat hätt ee vill méi fréi a vill méi bëlleg kënnen hunn, mee mech freet jo keen.", more="Méi zum Thema"),
    "en": dict(also="Read more", news="Our newsletter: every morning the main stories, free in your inbox. Sign up now and never miss a thing.",
               cookie="We and our partners use cookies to show content. By clicking Accept you agree to this use of your data.",
               abo="Subscribe to continue reading. Four weeks free of charge, then cancel whenever you like.", hear="Listen to this article",
               caption="A view of {place} early in the morning", credit="Photograph: Anna Berg/Archive", heads=("A long road", "What happens now"),
               ask=("What have you learnt from it?", "What happens next?"), by="By", items=("a lift at the entrance", "lamps with a sensor", "new benches of oak"),
               remark="I do think that this could have been had much earlier and much cheaper, but nobody asks me.", more="More on this story"),
    "nl": dict(also="Lees ook", news="Onze nieuwsbrief: elke ochtend het belangrijkste nieuws, gratis in uw mailbox. Schrijf u nu in en mis niets meer.",
               cookie="Wij en onze partners gebruiken cookies om inhoud te tonen. Door op Akkoord te klikken stemt u daarmee in.",
               abo="Dit artikel is exclusief voor abonnees. Lees een maand gratis, daarna maandelijks opzegbaar.", hear="Luister naar dit artikel",
               caption="Zicht op {place} in de vroege ochtend", credit="Foto: Anna Berg/Archief", heads=("Een lange weg", "Wat nu volgt"),
               ask=("Wat hebt u daaruit geleerd?", "Hoe gaat het nu verder?"), by="Door", items=("een lift aan de ingang", "lampen met een sensor", "nieuwe banken in eik"),
               remark="Ik vind dat het veel vroeger en veel goedkoper had gekund, maar mij vraagt niemand iets.", more="Meer over dit thema"),
    "pt": dict(also="Leia também", news="A nossa newsletter: todas as manhãs o essencial, gratuitamente no seu correio. Subscreva já e não perca nada.",
               cookie="Nós e os nossos parceiros utilizamos cookies para mostrar conteúdos. Ao clicar em Aceitar, está a dar o seu acordo.",
               abo="Este artigo é exclusivo para assinantes. Um mês grátis, depois sem compromisso.", hear="Ouvir o artigo",
               caption="Vista de {place} ao amanhecer", credit="Foto: Anna Berg/Arquivo", heads=("Um longo caminho", "O que se segue"),
               ask=("O que aprendeu com isso?", "E agora, como vai ser?"), by="Por", items=("um elevador à entrada", "candeeiros com sensor", "bancos novos de carvalho"),
               remark="Acho que podíamos ter tido isto muito mais cedo e muito mais barato, mas a mim ninguém pergunta.", more="Mais sobre este tema"),
}  # fmt: skip
