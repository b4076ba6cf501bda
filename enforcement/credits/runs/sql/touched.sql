-- Whom a month is computed for: who had a service with a level in it, and who was stated something for it.
SELECT s.customer_id FROM customers_service s JOIN credits_servicelevelterm t ON t.service_id = s.id
WHERE t.starts_at < %(end)s AND (t.ends_at IS NULL OR t.ends_at > %(start)s)
  AND s.starts_at < %(end)s AND (s.ends_at IS NULL OR s.ends_at > %(start)s)
UNION
SELECT customer_id FROM credits_creditstatement WHERE month = %(name)s
