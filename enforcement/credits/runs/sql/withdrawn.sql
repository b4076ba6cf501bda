-- Interruptions of the customers that were withdrawn: few, so that each other is looked up in memory.
SELECT x.interruption_id FROM credits_withdrawal x JOIN credits_interruption y ON y.id = x.interruption_id
JOIN customers_service s ON s.id = y.service_id WHERE s.customer_id = ANY(%(customers)s)
