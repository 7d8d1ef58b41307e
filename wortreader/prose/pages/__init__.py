"""Web pages to articles: which part of a page is the article, and what the page says about it."""
