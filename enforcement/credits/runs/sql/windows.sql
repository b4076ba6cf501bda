-- One row for each part of the month in which one version of a level and one currency applied to a service of the customers.

INSERT INTO credits_window
WITH version AS (
  SELECT id, level_id, effective_at AS starts_at,
         lead(effective_at) OVER (PARTITION BY level_id ORDER BY number) AS ends_at
  FROM credits_levelversion
), price AS (
  SELECT p.service_id, p.monthly_price, p.currency, p.starts_at, lead(p.starts_at) OVER place AS ends_at,
         row_number() OVER place AS place
  FROM customers_serviceprice p JOIN customers_service s ON s.id = p.service_id
  WHERE s.customer_id = ANY(%(customers)s) AND p.starts_at < %(end)s
  WINDOW place AS (PARTITION BY p.service_id ORDER BY p.starts_at, p.recorded_at)
), applied AS (
  SELECT s.customer_id, s.id AS service_id, s.reference, t.id AS term_id, t.starts_at AS assigned_at, v.id AS version_id,
         greatest(s.starts_at, t.starts_at, v.starts_at, %(start)s) AS starts_at,
         least(s.ends_at, t.ends_at, v.ends_at, %(end)s) AS ends_at
  FROM customers_service s JOIN credits_servicelevelterm t ON t.service_id = s.id JOIN version v ON v.level_id = t.level_id
  WHERE s.customer_id = ANY(%(customers)s)
), priced AS (
  SELECT a.customer_id, a.service_id, a.reference, a.term_id, a.assigned_at, a.version_id, p.currency, p.monthly_price, p.place,
         greatest(a.starts_at, p.starts_at) AS starts_at, least(a.ends_at, p.ends_at) AS ends_at
  FROM applied a JOIN price p USING (service_id)
  WHERE greatest(a.starts_at, p.starts_at) < least(a.ends_at, p.ends_at) AND (p.ends_at IS NULL OR p.ends_at > p.starts_at)
), marked AS (
  SELECT *, (currency IS DISTINCT FROM lag(currency) OVER together)::int AS another
  FROM priced WINDOW together AS (PARTITION BY term_id, version_id ORDER BY place)
), parted AS (
  SELECT *, sum(another) OVER (PARTITION BY term_id, version_id ORDER BY place) AS part FROM marked
)
SELECT row_number() OVER (ORDER BY customer_id, reference, assigned_at, min(starts_at))::int AS n,
       customer_id, service_id, reference, version_id, currency, min(starts_at) AS starts_at, max(ends_at) AS ends_at,
       sum(monthly_price * microseconds(ends_at - starts_at)) AS cost, min(monthly_price) AS least_price,
       string_agg('[' || since(starts_at) || ',' || since(ends_at) || ',"' || trim_scale(monthly_price) || '"]',
                  ',' ORDER BY place) AS prices, max(reach), bool_or(swept)
FROM parted LEFT JOIN (SELECT version_id, reach, swept FROM credits_terms) t USING (version_id)
GROUP BY customer_id, service_id, reference, term_id, assigned_at, version_id, part, currency;
SELECT credits_count_scratch('credits_window');
