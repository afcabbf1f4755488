# SPDX-License-Identifier: AGPL-3.0-or-later
#
# read_mail - messages as another program reads them: JSON of their headers and texts, with whatever
# Python's parser found wrong.
"""read_mail.py FILE..."""

import email
import email.policy
import hashlib
import json
import os
import sys


def attached(part):
    content = part.get_payload(decode=True) or b""
    return {
        "name": part.get_filename(),
        "type": part.get_content_type(),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def shown(message):
    return [
        {"id": part["content-id"], "sha256": attached(part)["sha256"]}
        for part in message.walk()
        if part["content-id"] is not None
    ]


def read(path):
    with open(path, "rb") as file:
        raw = file.read()
    # The sink writes down the envelope above the message.
    while raw.startswith(b"X-"):
        raw = raw.split(b"\n", 1)[1]
    message = email.message_from_bytes(raw, policy=email.policy.default)
    defects = [str(d) for part in message.walk() for d in part.defects]
    for part in message.walk():
        for name, value in part.items():
            defects += [f"{name}: {d}" for d in getattr(value, "defects", ())]
    texts = {}
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.is_attachment():
            texts[part.get_content_subtype()] = part.get_content()
    return {
        "headers": {name.lower(): str(value) for name, value in message.items()},
        "from": [[a.display_name, a.addr_spec] for a in message["from"].addresses],
        "to": [[a.display_name, a.addr_spec] for a in message["to"].addresses],
        "date": message["date"].datetime.timestamp(),
        "defects": defects,
        "types": [part.get_content_type() for part in message.walk()],
        "files": [attached(part) for part in message.iter_attachments()] if message.is_multipart() else [],
        "pictures": shown(message),
        "text": texts.get("plain", ""),
        "html": texts.get("html", ""),
        "calendar": texts.get("calendar", ""),
        "bytes": len(raw),
        "longest_line": max(len(line) for line in raw.split(b"\n")),
    }


def main():
    files = sorted(sys.argv[1:], key=lambda path: os.stat(path).st_mtime_ns)
    json.dump([read(path) for path in files], sys.stdout)


main()
