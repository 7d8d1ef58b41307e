"""A feed for the tests of the command line."""

QUOTIDIEN = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
<title>Le Quotidien</title><link>https://quotidien.example/</link><language>fr</language>
<description>Le journal.</description>
<item><guid>un</guid><title>Hôpitaux : la facture</title><link>https://quotidien.example/un</link>
  <dc:creator>M. R.</dc:creator><category>Santé</category>
  <pubDate>Tue, 24 Nov 2026 08:00:00 +0100</pubDate>
  <description>Un chapeau qui dit autre chose.</description>
  <enclosure url="https://quotidien.example/un.mp3" type="audio/mpeg" length="123"/>
  <itunes:duration>1:01:01</itunes:duration>
  <content:encoded><![CDATA[<h2>Les comptes</h2><p>Le <b>budget</b> des hôpitaux a doublé, dit
  <a href="/deux">la direction</a>.</p><script>alert(1)</script><p onclick="x()">Fin.</p>]]></content:encoded></item>
<item><guid>deux</guid><title>[/b] [@click=app.quit] \u009d52;c;eA== Tram</title>
  <pubDate>Mon, 23 Nov 2026 08:00:00 +0100</pubDate><description>Trois tramways de plus.</description></item>
<item><guid>trois</guid><title>Budget et tram</title>
  <pubDate>Sun, 22 Nov 2026 08:00:00 +0100</pubDate><description>Le budget du tram.</description></item>
</channel></rss>
"""
