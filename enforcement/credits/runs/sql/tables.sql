-- What one batch of customers is computed from, besides the rows of facts; gone when its transaction ends.

CREATE TEMP TABLE credits_terms (
  version_id uuid PRIMARY KEY, level text, terms text, belows numeric[], percents numeric[], rounding text, scale numeric,
  digits integer, reach interval, clauses jsonb, excluded_stays boolean, notice interval, cap_percent numeric, cap_amount numeric,
  smallest_credit numeric, currency text, claim_until timestamptz, past_due boolean, hours tstzmultirange, swept boolean
) ON COMMIT DROP;
CREATE TEMP TABLE credits_held (
  fact uuid, service_id uuid, reason text, starts_at timestamptz, ends_at timestamptz, determination uuid
) ON COMMIT DROP;
CREATE TEMP TABLE credits_ruling (id uuid, customer_id uuid, decided_at timestamptz) ON COMMIT DROP;
CREATE TEMP TABLE credits_remedy (
  customer_id uuid, key text, digest text, version integer, starts_at timestamptz, ends_at timestamptz
) ON COMMIT DROP;
CREATE TEMP TABLE credits_widened (starts_at timestamptz, ends_at timestamptz) ON COMMIT DROP;
CREATE TEMP TABLE credits_cover (
  n integer, fact uuid, whole boolean, starts_at timestamptz, ends_at timestamptz, kind integer, reason integer,
  decided_at timestamptz, determination uuid, key text, digest text, version integer, cause integer, rule text
) ON COMMIT DROP;
CREATE TEMP TABLE credits_line (
  n integer, counted bigint, excluded bigint, stretches text, overlapping boolean
) ON COMMIT DROP;
CREATE TEMP TABLE credits_stretch (
  n integer, starts_at timestamptz, ends_at timestamptz, names text, kind integer, rule text, determination uuid, key text,
  digest text
) ON COMMIT DROP;
