# SPDX-License-Identifier: AGPL-3.0-or-later
#
# sign_address.py KEY PURPOSE NUMBER PERSON DOMAIN - write an address as mail/address.h describes it.
#
# By the book and not by our code: the key in hexadecimal, BLAKE2b keyed with it over the parts, each
# with its length before it.
import base64
import hashlib
import struct
import sys

WORDS = {"b": "bounce", "c": "reply", "t": "reply"}

key, purpose, number, person, domain = sys.argv[1:]
numbers = struct.pack(">QQ", int(number), int(person))
mac = hashlib.blake2b(key=bytes.fromhex(key), digest_size=32)
for part in (b"mail address", purpose.encode(), numbers):
    mac.update(struct.pack("<Q", len(part)) + part)
token = base64.b32encode(numbers + mac.digest()[:12]).decode().rstrip("=").lower()
print(f"{WORDS[purpose]}+{purpose}{token}@{domain}")
