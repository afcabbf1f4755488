# SPDX-License-Identifier: AGPL-3.0-or-later
#
# check_token - an ID token as another program's library reads it; its claims as JSON.
"""check_token.py ISSUER CLIENT_ID < {"jwks": {...}, "token": "..."}"""

import json
import sys

import jwt


def main():
    issuer, client_id = sys.argv[1:]
    sent = json.load(sys.stdin)
    header = jwt.get_unverified_header(sent["token"])
    key = next(each for each in jwt.PyJWKSet.from_dict(sent["jwks"]).keys if each.key_id == header["kid"])
    print(json.dumps(jwt.decode(
        sent["token"], key.key, algorithms=["RS256"], audience=client_id, issuer=issuer,
        options={"require": ["exp", "iat", "iss", "aud", "sub", "auth_time", "nonce"]})))


main()
