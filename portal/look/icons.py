"""The few pictograms of the portal, drawn for it on a 16 by 16 grid; each stands beside words, not alone."""

#: Path data, stroked with the text's own colour.
STROKED = {
    "arrow-left": "M13 8H3m4-4L3 8l4 4",
    "arrow-right": "M3 8h10M9 4l4 4-4 4",
    "bell": "M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3zM6.5 14h3",
    "check": "M3 8.5 6.5 12 13 4.5",
    "chevron": "m4 6 4 4 4-4",
    "circle": "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
    "clock": "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 2.8V8l2.2 1.6",
    "cross": "m4 4 8 8m0-8-8 8",
    "dash": "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM5.5 8h5",
    "document": "M4 2h5.5L12 4.5V14H4zM6 7h4M6 9.5h4M6 12h2.5",
    "download": "M8 2.5v7M5 7l3 3 3-3M3 13h10",
    "external": "M7 3.5H3.5v9h9V9M9.5 3h3.5v3.5M13 3 7.5 8.5",
    "filter": "M2.5 4h11M4.5 8h7M6.5 12h3",
    "flag": "M4 14V2.5h8L10 5.5l2 3H4",
    "menu": "M2.5 4.5h11m-11 3.5h11m-11 3.5h11",
    "money": "M2 4.5h12v7H2zM8 6.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z",
    "pause": "M5.5 4v8m5-8v8",
    "people": "M6 3.5a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4zM2 13c0-2.4 1.7-3.7 4-3.7s4 1.3 4 3.7"
    "m.6-8.9a2 2 0 0 1 0 3.8M11.5 9.5c1.6.3 2.5 1.5 2.5 3.5",
    "plus": "M8 3v10M3 8h10",
    "print": "M5 6V2.5h6V6M5 12H2.5V6h11v6H11M5 9.5h6v4H5z",
    "scales": "M8 2.5v11M5 13.5h6M3.5 4.5h9M3.5 4.5 1.8 9h3.4zm9 0L10.8 9h3.4z"
    "M1.8 9c.4 1.2 3 1.2 3.4 0m5.6 0c.4 1.2 3 1.2 3.4 0",
    "search": "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zm3.3 7.8L14 14",
    "shield": "M8 2 3 4v4c0 3 2 5 5 6 3-1 5-3 5-6V4z",
    "square": "M3 3h10v10H3zM8 5.5v3.2M8 10.6v.2",
    "triangle": "M8 2.5 14.5 13.5h-13zM8 6.5v3M8 11.4v.2",
}
#: Path data, filled with the text's own colour.
FILLED = {
    "disc": "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z",
    "half": "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 1.5v9a4.5 4.5 0 0 0 0-9z",
}
