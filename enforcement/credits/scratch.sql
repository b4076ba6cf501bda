-- What one batch of customers is computed from, besides the rows of facts, and what comes of it; gone when its transaction ends.
-- A tenant's role may not make tables, since one could stand before a real one: these functions make these and no others for it.

CREATE FUNCTION credits_make_scratch() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  CREATE TEMP TABLE credits_terms (
    version_id uuid PRIMARY KEY, level text, terms text, belows numeric[], percents numeric[], rounding text, scale numeric,
    digits integer, reach interval, clauses jsonb, excluded_stays boolean, notice interval, cap_percent numeric, cap_amount numeric,
    smallest_credit numeric, currency text, claim_until timestamptz, past_due boolean, hours tstzmultirange, swept boolean
  ) ON COMMIT DROP;
  CREATE TEMP TABLE credits_window (
    n integer, customer_id uuid, service_id uuid, reference text, version_id uuid, currency text, starts_at timestamptz,
    ends_at timestamptz, cost numeric, least_price numeric, prices text, reach interval, swept boolean
  ) ON COMMIT DROP;
  CREATE TEMP TABLE credits_held (
    fact uuid, service_id uuid, reason text, starts_at timestamptz, ends_at timestamptz, determination uuid
  ) ON COMMIT DROP;
  CREATE TEMP TABLE credits_link (
    service_id uuid, customer_id uuid, fact uuid, starts_at timestamptz, ends_at timestamptz, determination uuid
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
  CREATE TEMP TABLE credits_decided (
    n integer, fact uuid, whole boolean, kind integer, rule text, determination uuid, key text, digest text,
    starts_at timestamptz, ends_at timestamptz
  ) ON COMMIT DROP;
  CREATE TEMP TABLE credits_line (
    n integer, counted bigint, excluded bigint, stretches text, overlapping boolean
  ) ON COMMIT DROP;
  CREATE TEMP TABLE credits_stretch (
    n integer, starts_at timestamptz, ends_at timestamptz, names text, kind integer, rule text, determination uuid, key text,
    digest text
  ) ON COMMIT DROP;
  CREATE TEMP TABLE credits_result (
    id uuid, customer_id uuid, currency text, total numeric, before uuid, before_number integer, before_sequence integer,
    before_total numeric, before_digest text, content text, digest text, changed boolean, digits integer
  ) ON COMMIT DROP;
  ALTER TABLE credits_result ALTER content SET STATISTICS 0, ALTER content SET STORAGE EXTERNAL;
  GRANT SELECT, INSERT, UPDATE, DELETE ON credits_terms, credits_window, credits_held, credits_link, credits_ruling,
    credits_remedy, credits_widened, credits_cover, credits_decided, credits_line, credits_stretch, credits_result TO PUBLIC;
END $$;

CREATE FUNCTION credits_drop_scratch() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DROP TABLE pg_temp.credits_terms, pg_temp.credits_window, pg_temp.credits_held, pg_temp.credits_link, pg_temp.credits_ruling,
    pg_temp.credits_remedy, pg_temp.credits_widened, pg_temp.credits_cover, pg_temp.credits_decided, pg_temp.credits_line, pg_temp.credits_stretch,
    pg_temp.credits_result;
END $$;

-- Lets the planner know how much stands in one of them, which only its owner may.
CREATE FUNCTION credits_count_scratch(filled text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('ANALYZE pg_temp.%I', filled);
END $$;
