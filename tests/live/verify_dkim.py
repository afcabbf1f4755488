# SPDX-License-Identifier: AGPL-3.0-or-later
#
# verify_dkim - are a mail's signatures good, as dkimpy sees it?
"""verify_dkim.py FILE < {"NAME": "record", ...}; prints one "ALGORITHM true|false" for each"""

import json
import sys

import dkim


def main():
    records = json.load(sys.stdin)
    with open(sys.argv[1], "rb") as file:
        message = file.read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")

    def txt(name, timeout=5):
        return records.get(name.decode().rstrip("."), "").encode()

    n = sum(1 for line in message.split(b"\r\n\r\n")[0].split(b"\r\n") if line.lower().startswith(b"dkim-signature:"))
    for index in range(n):
        verifier = dkim.DKIM(message)
        try:
            good = verifier.verify(index, dnsfunc=txt)
        except dkim.ValidationError:
            good = False
        print(verifier.signature_fields[b"a"].decode(), str(good).lower())


main()
