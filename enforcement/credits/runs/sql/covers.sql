-- What may decide a second in which a service was down: the AUP (kind 2), a clause (3), or that it lies outside the service
-- hours (0). `fact` is whose own time it covers, where it covers no other; `whole` if it covers all of that in the window.

WITH blamed AS (
  SELECT h.service_id, h.fact, h.starts_at, h.ends_at, h.starts_at AS since, h.ends_at AS until, 0 AS reason, d.id, d.decided_at
  FROM credits_held h JOIN customers_service s ON s.id = h.service_id
  JOIN credits_ruling d ON d.id = h.determination AND d.customer_id = s.customer_id
  UNION ALL
  SELECT l.service_id, l.fact, l.starts_at, l.ends_at, l.starts_at, l.ends_at, 1, d.id, d.decided_at
  FROM credits_link l JOIN credits_ruling d ON d.id = l.determination AND d.customer_id = l.customer_id
  UNION ALL
  SELECT l.service_id, l.fact, l.starts_at, l.ends_at, greatest(l.starts_at, x.starts_at), least(l.ends_at, x.ends_at), 2, d.id,
         d.decided_at
  FROM credits_link l JOIN credits_ruling d ON d.id = l.determination AND d.customer_id <> l.customer_id
  JOIN credits_widened x ON (l.ends_at IS NULL OR x.starts_at < l.ends_at) AND (x.ends_at IS NULL OR x.ends_at > l.starts_at)
), clipped AS (
  SELECT w.n, b.fact, greatest(b.starts_at, w.starts_at) AS first, least(b.ends_at, w.ends_at) AS last,
         greatest(b.since, r.starts_at, w.starts_at) AS since, least(b.until, r.ends_at, w.ends_at) AS until,
         b.reason, b.decided_at, b.id, r.key, r.digest, r.version
  FROM credits_window w JOIN blamed b USING (service_id) JOIN credits_remedy r USING (customer_id)
)
INSERT INTO credits_cover (n, fact, whole, starts_at, ends_at, kind, reason, decided_at, determination, key, digest, version, rule)
SELECT n, fact, since <= first AND until >= last, since, until, 2, reason, decided_at, id, key, digest, version,
       '["aup","' || id || '",[' || to_json(key) || ',' || version || ',' || to_json(digest) || '],"'
       || (%(reasons)s::text[])[reason + 1] || '"]'
FROM clipped WHERE since < until;

WITH said AS (
  SELECT h.service_id, h.fact, h.starts_at, h.ends_at, c.value #>> '{{}}' AS cause
  FROM credits_held h JOIN jsonb_each(%(hold_causes)s::jsonb) c ON c.key = h.reason
  UNION ALL
  SELECT i.service_id, i.id, i.starts_at, i.ends_at, c.value #>> '{{}}'
  FROM customers_service s JOIN credits_interruption i ON i.service_id = s.id
  JOIN LATERAL (SELECT a.cause FROM credits_attribution a WHERE a.interruption_id = i.id ORDER BY a.sequence DESC LIMIT 1) a ON true
  JOIN jsonb_each(%(found_causes)s::jsonb) c ON c.key = a.cause
  WHERE s.customer_id = ANY(%(customers)s) AND i.starts_at < %(end)s AND (i.ends_at IS NULL OR i.ends_at > %(start)s)
    AND i.id NOT IN (withdrawn())
    AND EXISTS (SELECT 1 FROM credits_terms WHERE clauses ?| ARRAY['force_majeure', 'own_act'])
  UNION ALL
  SELECT w.service_id, NULL, m.starts_at, least(m.ends_at, m.withdrawn_at), 'maintenance'
  FROM credits_maintenance m JOIN credits_window w ON true JOIN credits_terms t USING (version_id)
  WHERE t.clauses ? 'maintenance' AND m.starts_at < w.ends_at AND m.ends_at > w.starts_at
    AND m.announced_at + t.notice <= m.starts_at AND (m.withdrawn_at IS NULL OR m.withdrawn_at > m.starts_at)
    AND (m.everywhere OR EXISTS (SELECT 1 FROM credits_maintainedservice x
                                 WHERE x.maintenance_id = m.id AND x.service_id = w.service_id))
), clipped AS (
  SELECT w.n, s.fact, s.cause, t.clauses ->> s.cause AS clause, greatest(s.starts_at, w.starts_at) AS since,
         least(s.ends_at, w.ends_at) AS until
  FROM credits_window w JOIN credits_terms t USING (version_id) JOIN said s USING (service_id) WHERE t.clauses ? s.cause
)
INSERT INTO credits_cover (n, fact, whole, starts_at, ends_at, kind, cause, rule)
SELECT DISTINCT n, fact, true, since, until, 3, array_position(%(causes)s::text[], cause),
       '["clause","' || cause || '",' || to_json(clause) || ']'
FROM clipped WHERE since < until;

INSERT INTO credits_cover (n, starts_at, ends_at, kind, rule)
SELECT w.n, lower(gap), upper(gap), 0, '["outside_hours"]'
FROM credits_window w JOIN credits_terms t USING (version_id)
CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(w.starts_at, w.ends_at)) - t.hours) gap
WHERE t.hours IS NOT NULL;

UPDATE credits_window SET swept = true WHERE NOT swept AND n IN (SELECT n FROM credits_cover WHERE fact IS NULL);
SELECT credits_count_scratch('credits_cover');
