SELECT %(at)s::timestamptz, 'statement.computed', %(by)s::uuid, 'credits.creditstatement', s.id::text,
       jsonb_build_object('month', s.month, 'customer', c.reference, 'total', round(s.total, r.digits) || ' ' || s.currency,
                          'difference', round(s.difference, r.digits) || ' ' || s.currency, 'digest', s.digest,
                          'supersedes', r.before_number)
FROM credits_result r JOIN credits_creditstatement s USING (id) JOIN customers_customer c ON c.id = s.customer_id
WHERE r.changed ORDER BY s.number
