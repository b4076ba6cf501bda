-- All other services: facts that overlap make an island, whose time is cut wherever what covers it changes; equal neighbours that
-- touch become one stretch. A fact that is alone, and whose cover does not change while it lasts, is not cut.

INSERT INTO credits_stretch
WITH fact AS MATERIALIZED ({facts}), down AS MATERIALIZED (
  SELECT n, held, name, said, since, until, count(*) FILTER (WHERE (since < reached) IS NOT TRUE) OVER o AS island,
         (since < reached) IS NOT TRUE AND (following < until) IS NOT TRUE AS alone
  FROM (
    SELECT *, max(until) OVER (PARTITION BY n ORDER BY since, until ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached,
           lead(since) OVER (PARTITION BY n ORDER BY since, until) AS following
    FROM (
      SELECT n, held, name, said, greatest(starts_at, first) AS since, least(ends_at, last) AS until FROM fact
      WHERE starts_at < last AND (ends_at IS NULL OR ends_at > first)
    ) clipped
  ) f WINDOW o AS (ORDER BY n, since, until ROWS UNBOUNDED PRECEDING)
), whole AS (
  SELECT w.n, w.starts_at, w.ends_at, w.reach,
         range_agg(tstzrange(greatest(f.starts_at, f.first - w.reach), least(f.ends_at, f.last + w.reach))) AS spans
  FROM fact f JOIN credits_window w USING (n) WHERE w.reach > interval '0'
  GROUP BY w.n, w.starts_at, w.ends_at, w.reach
), cover AS MATERIALIZED (
  SELECT n, starts_at AS since, ends_at AS until, kind, reason, decided_at, determination, key, digest, version, cause, rule
  FROM credits_cover JOIN (SELECT n FROM credits_window WHERE swept) w USING (n)
  UNION ALL
  SELECT n, greatest(lower(span), starts_at), least(upper(span), ends_at), 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
         '["too_short"]'
  FROM whole CROSS JOIN LATERAL unnest(spans) span
  WHERE upper(span) - lower(span) < reach AND lower(span) < ends_at AND upper(span) > starts_at
), island AS MATERIALIZED (
  SELECT island, min(n) AS n, min(since) AS since, max(until) AS until FROM down GROUP BY island
), turn AS (
  SELECT n, since AS at FROM cover UNION SELECT n, until FROM cover
), within AS MATERIALIZED (
  SELECT i.n, i.island, t.at FROM island i JOIN turn t ON t.n = i.n AND t.at > i.since AND t.at < i.until
), parted AS MATERIALIZED (
  SELECT * FROM down WHERE NOT alone OR island IN (SELECT island FROM within)
), edge AS (
  SELECT n, island, since AS at FROM parted UNION SELECT n, island, until FROM parted UNION SELECT n, island, at FROM within
), piece AS (
  SELECT n, island, at AS since, lead(at) OVER (PARTITION BY island ORDER BY at) AS until FROM edge
), named AS (
  SELECT p.n, p.since, p.until, string_agg(d.said, ',' ORDER BY d.held, d.name COLLATE "C") AS names
  FROM piece p JOIN parted d ON d.island = p.island AND d.since <= p.since AND d.until >= p.until
  GROUP BY p.n, p.since, p.until
), ruled AS (
  SELECT DISTINCT ON (p.n, p.since) p.n, p.since, p.until, p.names, c.kind, c.rule, c.determination, c.key, c.digest
  FROM named p LEFT JOIN cover c ON c.n = p.n AND c.since <= p.since AND c.until >= p.until
  ORDER BY p.n, p.since, {place}
), marked AS (
  SELECT *, (lag(until) OVER o IS DISTINCT FROM since OR lag(names) OVER o <> names
             OR lag(rule) OVER o IS DISTINCT FROM rule)::int AS another
  FROM ruled WINDOW o AS (PARTITION BY n ORDER BY since)
), joined AS (
  SELECT *, sum(another) OVER (PARTITION BY n ORDER BY since) AS place FROM marked
), uncut AS (
  SELECT DISTINCT ON (d.n, d.since) d.n, d.since, d.until, d.said, c.kind, c.rule, c.determination, c.key, c.digest
  FROM down d LEFT JOIN cover c ON c.n = d.n AND c.since <= d.since AND c.until >= d.until
  WHERE d.alone AND d.island NOT IN (SELECT island FROM within) ORDER BY d.n, d.since, {place}
)
SELECT n, min(since), max(until), names, kind, rule, determination, key, digest
FROM joined GROUP BY n, place, names, kind, rule, determination, key, digest
UNION ALL
SELECT n, since, until, said, kind, rule, determination, key, digest FROM uncut;

INSERT INTO credits_line
SELECT n, coalesce(sum(b - a) FILTER (WHERE kind IS NULL), 0), coalesce(sum(b - a) FILTER (WHERE kind IN (2, 3)), 0),
       string_agg('[' || a || ',' || b || ',[' || names || ']' || coalesce(',' || rule, '') || ']', ',' ORDER BY a), false
FROM (
  SELECT s.n, s.names, s.kind, s.rule, microseconds(s.starts_at - w.starts_at) AS a,
         microseconds(s.ends_at - w.starts_at) AS b
  FROM credits_stretch s JOIN credits_window w USING (n)
) s GROUP BY n;
SELECT credits_count_scratch('credits_line');
