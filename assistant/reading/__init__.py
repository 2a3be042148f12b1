"""From characters to structure: paragraphs, sentences, headline, language, and text out of markup."""
