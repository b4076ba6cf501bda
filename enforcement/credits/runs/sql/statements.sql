-- The amount of each line, and each customer's statement as the text whose digest it is (RFC 8785). Each step has an OFFSET 0:
-- folded into one another, their expressions would be computed over and over; kept in tables, their rows would be copied.

INSERT INTO credits_result
WITH figure AS (
  SELECT w.n, w.customer_id, w.service_id, w.reference, w.currency, w.cost, w.prices, w.starts_at, w.ends_at,
         l.counted, l.excluded, l.stretches, t.level, t.belows, t.percents, t.rounding, t.scale, t.digits, t.claim_until,
         t.past_due, t.cap_percent,
         CASE WHEN t.currency = w.currency THEN t.cap_amount END AS cap_amount,
         CASE WHEN t.currency = w.currency THEN t.smallest_credit END AS smallest_credit,
         microseconds(w.ends_at - w.starts_at) AS length,
         CASE WHEN w.currency = ANY(%(without_cents)s) THEN 1 WHEN w.currency = ANY(%(with_thousandths)s) THEN 1000 ELSE 100 END AS units,
         CASE WHEN w.currency = ANY(%(without_cents)s) THEN 1 WHEN w.currency = ANY(%(with_thousandths)s) THEN 0.001 ELSE 0.01 END AS unit,
         CASE WHEN t.hours IS NULL THEN microseconds(w.ends_at - w.starts_at)
              ELSE coalesce((SELECT sum(microseconds(upper(span) - lower(span)))::bigint
                             FROM unnest(t.hours * tstzmultirange(tstzrange(w.starts_at, w.ends_at))) span), 0) END
         - CASE WHEN t.excluded_stays THEN 0 ELSE l.excluded END AS whole
  FROM credits_line l JOIN credits_window w USING (n) JOIN credits_terms t USING (version_id) OFFSET 0
), share AS (
  SELECT *, CASE WHEN whole = 0 THEN 1 ELSE whole - counted END AS up, CASE WHEN whole = 0 THEN 1 ELSE whole END AS down
  FROM figure OFFSET 0
), cut AS (
  SELECT *, div(up * scale, down) AS quotient, mod(up * scale, down) AS rest FROM share OFFSET 0
), judged AS (
  SELECT *, quotient + CASE WHEN rounding = 'half_even' AND (rest * 2 > down OR rest * 2 = down AND mod(quotient, 2) = 1)
                            THEN 1 ELSE 0 END AS rounded
  FROM cut OFFSET 0
), tiered AS (
  SELECT j.*, coalesce(tier.percent, 0) AS percent
  FROM judged j LEFT JOIN LATERAL (
    SELECT percent FROM unnest(j.belows, j.percents) WITH ORDINALITY AS tier (below, percent, place)
    WHERE CASE WHEN j.rounding = 'exact' THEN j.up * 100 < tier.below * j.down ELSE j.rounded * 100 < tier.below * j.scale END
    ORDER BY place LIMIT 1
  ) tier ON true OFFSET 0
), credited AS (
  SELECT *, cost * percent AS credit, least(cost * cap_percent, cap_amount * length * 100) AS most FROM tiered OFFSET 0
), rounded AS (
  SELECT *, coalesce(most < credit, false) AS capped,
         div(least(credit, most) * units * 2 + %(month)s * 100, %(month)s * 200) * unit AS due
  FROM credited OFFSET 0
), paid AS (
  SELECT *, CASE
      WHEN due = 0 THEN NULL
      WHEN past_due AND EXISTS (SELECT 1 FROM credits_pastdue p WHERE p.customer_id = r.customer_id AND p.starts_at < %(end)s
                                AND (p.ends_at IS NULL OR p.ends_at >= %(end)s)) THEN 'past_due'
      WHEN claim_until IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM credits_creditclaim c WHERE c.customer_id = r.customer_id AND c.month = %(name)s
        AND c.claimed_at < r.claim_until) THEN 'unclaimed'
      WHEN due < smallest_credit THEN 'smallest'
    END AS withheld
  FROM rounded r OFFSET 0
), line AS (
  SELECT n, customer_id, currency, CASE WHEN withheld IS NULL THEN due ELSE due * 0 END AS amount,
         ',"' || up / gcd(up, down) || '/' || down / gcd(up, down)
         || '","' || CASE WHEN rounding = 'exact' THEN (div(up * 10000000::numeric, down) * 0.00001)::text
                     ELSE round(rounded / (scale / 100), digits)::text END
         || '",' || capped || ',' || counted || ',' || excluded || ',' || level || ',' || whole || ',"' || trim_scale(percent)
         || '","' || div(cost * units * 2 + %(month)s, %(month)s * 2) * unit || '",[' || prices
         || '],["' || service_id || '",' || to_json(reference) || '],[' || stretches || '],' || since(starts_at) || ','
         || since(ends_at) || ',' || coalesce('"' || withheld || '"', 'null') || ']' AS text
  FROM paid OFFSET 0
), agreed AS (
  SELECT w.customer_id, w.currency, string_agg('[' || t.level || ',' || t.terms || ']', ',' ORDER BY t.level COLLATE "C") AS levels
  FROM (SELECT DISTINCT customer_id, currency, version_id FROM credits_line JOIN credits_window USING (n)) w
  JOIN credits_terms t USING (version_id) GROUP BY w.customer_id, w.currency
), stated AS (
  SELECT customer_id, currency, sum(amount) AS total, string_agg('["' || amount || '"' || text, ',' ORDER BY n) AS services
  FROM line GROUP BY customer_id, currency
), last AS (
  SELECT DISTINCT ON (customer_id, currency) customer_id, currency, id, number, sequence, total, digest
  FROM credits_creditstatement WHERE customer_id = ANY(%(customers)s) AND month = %(name)s
  ORDER BY customer_id, currency, sequence DESC
), content AS (
  SELECT coalesce(s.customer_id, l.customer_id) AS customer_id, coalesce(s.currency, l.currency) AS currency,
         coalesce(s.total, 0) AS total, l.id AS before, l.number AS before_number, l.sequence AS before_sequence,
         l.total AS before_total, l.digest AS before_digest,
         '{{"begins":"' || %(start_text)s || '","columns":' || %(columns)s || ',"currency":'
         || to_json(coalesce(s.currency, l.currency)) || ',"levels":[' || coalesce(levels, '') || '],"month":"' || %(name)s
         || '","services":[' || coalesce(services, '') || '],"timezone":' || to_json(%(timezone)s::text) || '}}' AS content
  FROM stated s JOIN agreed a USING (customer_id, currency)
  FULL JOIN last l ON l.customer_id = s.customer_id AND l.currency = s.currency OFFSET 0
), digested AS (
  SELECT *, encode(sha256(convert_to(content, 'UTF8')), 'hex') AS digest FROM content OFFSET 0
)
SELECT gen_random_uuid(), customer_id, currency, total, before, before_number, before_sequence, before_total, before_digest,
       content, digest, before IS NULL OR before_digest <> digest,
       CASE WHEN currency = ANY(%(without_cents)s) THEN 0 WHEN currency = ANY(%(with_thousandths)s) THEN 3 ELSE 2 END
FROM digested;
SELECT credits_count_scratch('credits_result');
