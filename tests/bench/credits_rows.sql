-- A month of the reseller in the search path: ten services a customer, ten interruptions a service, an exclusion a service.
-- Four services in five have an interruption that the customer's own violation caused; the fifth was suspended for it.

INSERT INTO customers_customer (id, reference, name, created_at)
SELECT gen_random_uuid(), 'B' || lpad(n::text, 7, '0'), 'Firm ' || n, :since FROM generate_series(1, :services / 10) n;

INSERT INTO customers_agreement (id, customer_id, number, starts_at, defined_terms)
SELECT gen_random_uuid(), id, 'MSA-' || reference, :since, '{}' FROM customers_customer;

INSERT INTO customers_service (id, customer_id, agreement_id, reference, name, monthly_price, currency, starts_at)
SELECT gen_random_uuid(), c.id, a.id, c.reference || '-' || n, 'Virtual server', 100 + n, 'EUR', :since
FROM customers_customer c JOIN customers_agreement a ON a.customer_id = c.id CROSS JOIN generate_series(0, 9) n
ORDER BY c.reference, n;

INSERT INTO customers_serviceprice (id, service_id, monthly_price, currency, starts_at, recorded_at)
SELECT gen_random_uuid(), id, monthly_price, currency, starts_at, starts_at FROM customers_service;

INSERT INTO credits_servicelevelterm (id, service_id, level_id, starts_at)
SELECT gen_random_uuid(), s.id, l.id, s.starts_at FROM customers_service s CROSS JOIN credits_servicelevel l;

INSERT INTO cases_case (id, number, customer_id, service_id, category, summary, status, opened_at, opened_by, priority)
SELECT gen_random_uuid(), row_number() OVER (), s.customer_id, s.id, 'spam_email', 'Spam.', 'open', :month, :officer, 'normal'
FROM customers_service s WHERE s.reference LIKE '%-0';

INSERT INTO cases_determination (id, case_id, customer_id, service_id, actor, actor_kind, against, ground, intent, conduct,
                                 act_started_at, act_ended_at, facts, rationale, despite_authorization, needs_approval,
                                 appeal_days, decided_by, decided_at)
SELECT gen_random_uuid(), id, customer_id, service_id, 'u', 'account_user', 'others', 'policy', 'intentional', 'engage',
       opened_at, opened_at, 'Spam.', '', '', false, 30, :officer, opened_at
FROM cases_case;

INSERT INTO holds_measure (id, case_id, determination_id, customer_id, service_id, kind, restricts, restricts_detail,
                           without_notice, ground, finding, reason, remedy_id, remedy_digest, starts_at, needs_approval,
                           proposed_by, proposed_at, status, status_at)
SELECT gen_random_uuid(), d.case_id, d.id, d.customer_id, d.service_id, 'suspension', '', '', false, '', '', '', p.id, p.digest,
       d.decided_at, false, :officer, d.decided_at, 'active', d.decided_at
FROM cases_determination d CROSS JOIN LATERAL (SELECT * FROM versions_postedprovision WHERE kind = 'remedy' LIMIT 1) p;

INSERT INTO holds_measuredservice (id, measure_id, service_id)
SELECT gen_random_uuid(), m.id, s.id FROM holds_measure m JOIN customers_service s ON s.customer_id = m.customer_id
WHERE right(s.reference, 1) IN ('4', '9');

INSERT INTO holds_hold (id, service_id, measure_id, reason, restricts, restricts_detail, note, starts_at, placed_at, placed_by,
                        lifted_at, lifted_by)
SELECT gen_random_uuid(), s.id, m.id, 'abuse', '', '', '', m.starts_at + days, m.starts_at, :officer,
       m.starts_at + days + interval '1 day', :officer
FROM (SELECT s.*, interval '1 day' * (1 + floor(random() * 25)) AS days FROM customers_service s) s
JOIN holds_measure m ON m.customer_id = s.customer_id WHERE right(s.reference, 1) IN ('4', '9');

INSERT INTO credits_interruption (id, service_id, reference, starts_at, ends_at, cause, recorded_at)
SELECT gen_random_uuid(), id, 'INC-' || n, starts, starts + interval '1 second' * (60 + floor(random() * 7200)), 'Power loss', starts
FROM (SELECT s.id, s.reference, n, :month + interval '1 second' * floor(random() * 2670000) AS starts
      FROM customers_service s CROSS JOIN generate_series(1, 10) n ORDER BY s.reference, n) found;

INSERT INTO credits_causation (id, interruption_id, determination_id, found_by, found_at)
SELECT gen_random_uuid(), i.id, d.id, :officer, i.recorded_at
FROM credits_interruption i JOIN customers_service s ON s.id = i.service_id
JOIN cases_determination d ON d.customer_id = s.customer_id
WHERE i.reference = 'INC-1' AND right(s.reference, 1) NOT IN ('4', '9');
