-- Services whose facts do not overlap: each fact is a stretch, and what covers it first decides all of it.

INSERT INTO credits_decided
SELECT DISTINCT ON (n, fact) n, fact, whole, kind, rule, determination, key, digest, starts_at, ends_at
FROM credits_cover WHERE fact IS NOT NULL ORDER BY n, fact, {place};
SELECT credits_count_scratch('credits_decided');

INSERT INTO credits_line
WITH clipped AS (
  SELECT f.n, microseconds(greatest(f.starts_at, f.first) - f.first) AS a,
         microseconds(least(f.ends_at, f.last) - f.first) AS b, f.said, d.rule, d.whole
  FROM ({facts}) f LEFT JOIN credits_decided d USING (n, fact)
), ordered AS (
  SELECT *, lag(b) OVER (PARTITION BY n ORDER BY a) AS before FROM clipped
)
SELECT n, coalesce(sum(b - a) FILTER (WHERE rule IS NULL), 0), coalesce(sum(b - a) FILTER (WHERE rule IS NOT NULL), 0),
       string_agg('[' || a || ',' || b || ',[' || said || ']' || coalesce(',' || rule, '') || ']', ',' ORDER BY a),
       bool_or(a < before OR NOT coalesce(whole, true))
FROM ordered GROUP BY n;

UPDATE credits_window SET swept = true WHERE n IN (SELECT n FROM credits_line WHERE overlapping);
DELETE FROM credits_line WHERE overlapping;
