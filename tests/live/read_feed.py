# SPDX-License-Identifier: AGPL-3.0-or-later
#
# read_feed - an Atom feed as feedparser understands it: its titles, authors, addresses and texts.
import json
import sys

import feedparser

feed = feedparser.parse(sys.stdin.buffer.read())
json.dump(
    {
        "wrong": str(feed.get("bozo_exception", "")),
        "version": feed.version,
        "title": feed.feed.title,
        "entries": [
            {
                "id": entry.id,
                "title": entry.title,
                "link": entry.link,
                "author": entry.get("author", ""),
                "published": entry.published,
                "content": entry.content[0].value,
            }
            for entry in feed.entries
        ],
    },
    sys.stdout,
)
