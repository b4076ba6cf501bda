-- Interruptions that were not withdrawn and are linked to a determination.

INSERT INTO credits_link
SELECT i.service_id, s.customer_id, i.id, i.starts_at, i.ends_at, c.determination_id
FROM customers_service s JOIN credits_interruption i ON i.service_id = s.id JOIN credits_causation c ON c.interruption_id = i.id
WHERE s.customer_id = ANY(%(customers)s) AND i.starts_at < %(end)s AND (i.ends_at IS NULL OR i.ends_at > %(start)s)
  AND i.id NOT IN (withdrawn());
SELECT credits_count_scratch('credits_link');
