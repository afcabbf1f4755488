-- The ledger of what people agreed to.

-- fragment: is_last
NOT EXISTS (SELECT 1 FROM consent later
             WHERE later.person_id = consent.person_id AND later.purpose = consent.purpose
               AND later.id > consent.id)

-- name: consent_holds(person_id, purpose)
SELECT count(*) FROM consent
 WHERE person_id = :person_id AND purpose = :purpose AND given = 1 AND {is_last};

-- name: consent_last_source(person_id, purpose)
SELECT source FROM consent
 WHERE person_id = :person_id AND purpose = :purpose
 ORDER BY id DESC LIMIT 1;

-- name: consent_insert_wording(purpose, language, text, now)
INSERT INTO consent_wording (purpose, language, version, text, created_at)
VALUES (:purpose, :language,
        (SELECT coalesce(max(version), 0) + 1 FROM consent_wording
          WHERE purpose = :purpose AND language = :language),
        :text, :now)
    ON CONFLICT (purpose, language, text) DO NOTHING;

-- name: consent_insert(person_id, purpose, language, text, given, source, evidence, now)
INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence, answered_at)
SELECT :person_id, :purpose, consent_wording.id, :given, :source, :evidence, :now
  FROM consent_wording
 WHERE purpose = :purpose AND language = :language AND text = :text;

-- name: consent_list(person_id)
SELECT consent.id, consent.answered_at, consent_wording.version, consent.purpose,
       consent_wording.text AS wording, consent_wording.language, consent.source, consent.evidence,
       consent.given, CASE WHEN consent.given = 1 AND {is_last} THEN 1 ELSE 0 END AS holds
  FROM consent JOIN consent_wording ON consent_wording.id = consent.wording_id
 WHERE consent.person_id = :person_id
 ORDER BY consent.id DESC;
