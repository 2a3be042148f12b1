"""What a report looks like: JSON is the contract, text and HTML are drawn from it.

Import the format from its own module (`assistant.exports.json`, `.text`, `.html`): each loads only
what it needs.
"""
