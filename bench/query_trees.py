"""Queries as trees, which a peer reads too: peers/lucene-monitor, in its Queries.java, lists the operators.

A tree is a word, or a list of an operator and its parts; some operators have a number in front of the parts.
"""


_OF_ONE_TEXT = {"wildcard": "{}", "regex": "/{}/", "fuzzy": "{}~{}"}
_BEFORE_ONE = {"title": "title:", "body": "body:", "not": "NOT "}


def query_text(tree, outer=True):
    """The tree in Newswatch's query language."""
    if isinstance(tree, str):
        return tree
    operator, *parts = tree
    number = parts.pop(0) if isinstance(parts[0], int) else None
    texts = [query_text(part, False) for part in parts]
    if operator in _OF_ONE_TEXT:
        return _OF_ONE_TEXT[operator].format(parts[0], number)
    if operator in ("phrase", "sloppy", "slop"):
        return '"' + " ".join(texts) + '"' + (f"~{number}" if number is not None else "")
    if operator in _BEFORE_ONE:
        return _BEFORE_ONE[operator] + texts[0]
    if operator == "atleast":
        return f"ATLEAST/{number}({' '.join(texts)})"
    signs = {"near": f"NEAR/{number}", "onear": f"ONEAR/{number}", "notnear": f"NOT NEAR/{number}"}
    text = f" {signs.get(operator, operator.upper())} ".join(texts)
    return text if outer else f"({text})"
