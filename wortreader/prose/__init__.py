"""Articles: HTML to documents, web pages to articles, and documents to lines, text, Markdown and HTML."""
