-- What stopped a service: interruptions that were not withdrawn, and holds; as far beside the window as matters. `said` is how the
-- text names it, and `held`, `name` are its place among others.
SELECT w.n, i.id AS fact, 1 AS held, i.reference AS name, to_json(i.reference)::text AS said, i.starts_at, i.ends_at,
       w.starts_at AS first, w.ends_at AS last
FROM credits_window w JOIN credits_interruption i USING (service_id)
WHERE w.swept = {swept} AND i.starts_at < w.ends_at + w.reach AND (i.ends_at IS NULL OR i.ends_at > w.starts_at - w.reach)
  AND i.id NOT IN (withdrawn())
UNION ALL
SELECT w.n, h.fact, 0, h.fact::text, '{{"hold":"' || h.fact || '"}}', h.starts_at, h.ends_at, w.starts_at, w.ends_at
FROM credits_window w JOIN credits_held h USING (service_id)
WHERE w.swept = {swept} AND h.starts_at < w.ends_at + w.reach AND (h.ends_at IS NULL OR h.ends_at > w.starts_at - w.reach)
