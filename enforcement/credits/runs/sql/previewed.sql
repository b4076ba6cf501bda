INSERT INTO credits_previewedchange (run_id, customer_id, currency, before_id, total, difference)
SELECT %(run)s, customer_id, currency, before, total, total - coalesce(before_total, 0) FROM credits_result WHERE changed
