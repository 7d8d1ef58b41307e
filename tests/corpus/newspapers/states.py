"""What pages that a script fills are given by their systems: the same story in the forms of many frameworks."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from corpus.pages.stories import Story

HEAD = "Ein langer Weg"


def blocks(s: Story) -> list[dict[str, Any]]:
    """The article as parts."""
    parts: list[dict[str, Any]] = [{"type": "paragraph", "text": text} for text in s.paragraphs]
    parts.insert(2, {"type": "heading", "text": HEAD})
    return parts


def html(s: Story) -> str:
    """The article as HTML."""
    return "".join(
        f"<h2>{part['text']}</h2>" if part["type"] == "heading" else f"<p>{part['text']}</p>" for part in blocks(s)
    )


def assigned(source: str) -> str:
    return f"<script>{source}</script>"


def preloaded(s: Story) -> str:
    data = json.dumps({"page": {"headline": s.title, "sprinkledBody": {"content": blocks(s)}}})
    return assigned(f'window.__PRELOADED_STATE__ = {data[:-1]}, "user": undefined, "at": new Date("2026-03-03")}};')


def bbc(s: Story) -> str:
    """JSON in a string."""
    data = json.dumps({"data": {"article": {"headline": s.title, "content": {"model": {"blocks": blocks(s)}}}}})
    return assigned(f"window.__INITIAL_DATA__={json.dumps(data)};")


def encoded(s: Story) -> str:
    data = json.dumps({"article": {"title": s.title, "body": html(s)}})
    return assigned(f"window.__STATE__ = JSON.parse(decodeURIComponent('{quote(data)}'));")


def nuxt2(s: Story) -> str:
    """A function that is called at once."""
    parts = ",".join(
        f"{{kind:{'b' if p['type'] == 'heading' else 'a'},text:{json.dumps(p['text'])}}}" for p in blocks(s)
    )
    return assigned(
        'window.__NUXT__=(function(a,b,c,d){d.name="Wort";return {layout:"default",data:[{article:{title:c,'
        f"paid:!1,views:void 0,blocks:[{parts}],author:d}}}}],fetch:{{}},error:null,serverRendered:!0}}"
        f'}}("paragraph","heading",{json.dumps(s.title)},{{}}));'
    )


def nuxt3(s: Story) -> str:
    """A flat list whose numbers are places in it."""
    flat: list[Any] = []

    def place(value: Any) -> int:
        flat.append(None)
        here = len(flat) - 1
        if isinstance(value, dict):
            flat[here] = {key: place(part) for key, part in value.items()}
        elif isinstance(value, list):
            flat[here] = [place(part) for part in value]
        else:
            flat[here] = value
        return here

    flat.append(["ShallowReactive", 1])
    place({"data": {"article-1": {"title": s.title, "teaserText": "Kurz", "content": blocks(s)}}, "once": [1]})
    return f'<script type="application/json" id="__NUXT_DATA__" data-ssr="true">{json.dumps(flat)}</script>'


def medium(s: Story) -> str:
    """A cache whose parts refer to others."""
    state: dict[str, Any] = {"ROOT_QUERY": {"__typename": "Query", "post": {"__ref": "Post:1"}}}
    for number, part in enumerate(blocks(s)):
        kind = "H3" if part["type"] == "heading" else "P"
        state[f"Paragraph:{number}"] = {"__typename": "Paragraph", "type": kind, "text": part["text"]}
    paragraphs = [{"__ref": f"Paragraph:{number}"} for number in range(len(blocks(s)))]
    state["Post:1"] = {"__typename": "Post", "title": s.title, "content": {"bodyModel": {"paragraphs": paragraphs}}}
    return assigned(f"window.__APOLLO_STATE__ = {json.dumps(state)}")


def sveltekit(s: Story) -> str:
    parts = ",".join(f"{{type:{json.dumps(p['type'])},text:{json.dumps(p['text'])}}}" for p in blocks(s))
    return assigned(
        "{ __sveltekit_1 = { base: '' }; const element = document.currentScript.parentElement;"
        'Promise.all([import("/a.js")]).then(([kit, app]) => { kit.start(app, element, { node_ids: [0, 2], data: [null,'
        f'{{type:"data",data:{{article:{{title:{json.dumps(s.title)},published:new Date(1772521500000),blocks:[{parts}]}}}},'
        'uses:{params:["slug"]}}], form: null, error: null }); }); }'
    )


def sveltekit_fetched(s: Story) -> str:
    """An answer of a server, whose body is JSON in a string."""
    body = json.dumps({"title": s.title, "content": html(s)})
    answer = json.dumps({"status": 200, "statusText": "OK", "headers": {}, "body": body})
    return f'<script type="application/json" data-sveltekit-fetched data-url="/api/1">{answer}</script>'


def inertia(s: Story) -> str:
    """An attribute."""
    data = json.dumps({"component": "Article", "props": {"article": {"title": s.title, "body": html(s)}}})
    return f"<div id='app' data-page='{data.replace(chr(39), '&#39;')}'></div>"


def pushed(rows: str) -> str:
    """A stream in pieces."""
    pieces = [rows[at : at + 700] for at in range(0, len(rows), 700)]
    scripts = "".join(assigned(f"self.__next_f.push({json.dumps([1, piece])})") for piece in pieces)
    return assigned("(self.__next_f=self.__next_f||[]).push([0])") + scripts


def stream(s: Story) -> str:
    """The elements of React's server components, some in rows of their own."""
    texts = [["$", "h2" if p["type"] == "heading" else "p", None, {"children": p["text"]}] for p in blocks(s)]
    menu = ["$", "nav", None, {"children": ["$", "a", None, {"href": "/impressum", "children": "Impressum"}]}]
    article = ["$", "article", None, {"children": [["$", "h1", None, {"children": s.title}], "$L5"]}]
    page = ["$", "html", None, {"lang": "de", "children": ["$", "body", None, {"children": [menu, "$L4"]}]}]
    missing = [["$", "p", None, {"children": "Etwas anderes: Diese Seite gibt es nicht."}]]
    root = ["$", "$L2", None, {"buildId": "x", "initialSeedData": ["", {}, page], "notFound": missing}]
    rows = [
        '2:I[1,["2","static/chunks/2.js"],"App"]', ':HL["/a.css","style"]', f"0:{json.dumps(root)}", f"4:{json.dumps(article)}",
        f'5:["$","div",null,{{"className":"text","children":{json.dumps(texts, ensure_ascii=False)}}}]',
    ]  # fmt: skip
    return pushed("\n".join(rows) + "\n")


def stream_of_data(s: Story) -> str:
    """Data for a component, with the body as a text of so many bytes."""
    body = html(s)
    data = ["$", "$L3", None, {"article": {"title": s.title, "body": "$6", "related": [{"title": "Etwas anderes"}]}}]
    rows = f'3:I[1,[],"Story"]\n6:T{len(body.encode()):x},{body}0:{json.dumps(data)}\n'
    return pushed(rows)


STATES = (
    preloaded, bbc, encoded, nuxt2, nuxt3, medium, sveltekit, sveltekit_fetched, inertia, stream, stream_of_data,
)  # fmt: skip
