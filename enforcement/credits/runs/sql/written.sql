-- What changed is written: a new statement supersedes the one that stood, and names what it excludes time by.

UPDATE credits_creditstatement s SET status = 'superseded', status_at = %(at)s
FROM credits_result r WHERE s.id = r.before AND r.changed;

INSERT INTO credits_creditstatement (id, number, customer_id, month, sequence, supersedes_id, timezone, currency, total, difference,
                                     content, digest, computed_at, computed_by, status, status_at)
SELECT r.id, %(highest)s + row_number() OVER (ORDER BY c.reference, r.currency), r.customer_id, %(name)s,
       coalesce(r.before_sequence, 0) + 1, r.before, %(timezone)s, r.currency, r.total, r.total - coalesce(r.before_total, 0),
       r.content, r.digest, %(at)s, %(by)s, 'draft', %(at)s
FROM credits_result r JOIN customers_customer c ON c.id = r.customer_id WHERE r.changed;

INSERT INTO credits_exclusion (id, statement_id, starts_at, ends_at, determination_id, remedy_key, remedy_digest)
SELECT gen_random_uuid(), r.id, f.starts_at, f.ends_at, f.determination, f.key, f.digest
FROM credits_result r JOIN (
  SELECT w.customer_id, w.currency, d.determination, d.key, d.digest, min(d.starts_at) AS starts_at, max(d.ends_at) AS ends_at
  FROM credits_window w JOIN (
    SELECT n, determination, key, digest, starts_at, ends_at FROM credits_stretch WHERE kind = 2
    UNION ALL
    SELECT d.n, d.determination, d.key, d.digest, d.starts_at, d.ends_at
    FROM credits_decided d JOIN credits_window w USING (n) WHERE d.kind = 2 AND NOT w.swept
  ) d USING (n)
  GROUP BY w.customer_id, w.currency, d.determination, d.key, d.digest
) f USING (customer_id, currency)
WHERE r.changed;
