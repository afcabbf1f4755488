# SPDX-License-Identifier: AGPL-3.0-or-later
#
# read_linked - the statements of a JSON-LD document, as RDFLib understands them: a list of
# [subject, predicate, object].  Its context would be fetched from schema.org; here it is the one
# line of it that matters, that all words are its own.
import json
import sys

import rdflib

document = json.load(sys.stdin)
assert document["@context"] == "https://schema.org", document["@context"]
document["@context"] = {"@vocab": "http://schema.org/"}
graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
json.dump([[str(part) for part in triple] for triple in graph], sys.stdout)
