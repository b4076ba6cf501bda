-- Row security: under its own role a tenant sees its own row and its upstream's releases, and writes only its own. Who asks an upstream
-- for reviewers writes the request, the upstream names them, and each of the two sees both.

CREATE FUNCTION public.proviso_tenant() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(split_part(current_user, ':', 2), '') $$;

CREATE FUNCTION public.proviso_upstream(tenant text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public AS
  $$ SELECT u.schema_name FROM resellers_reseller r JOIN resellers_reseller u ON u.id = r.upstream_id
     WHERE r.schema_name = tenant $$;

ALTER TABLE public.resellers_reseller ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_row ON public.resellers_reseller
  USING (public.proviso_tenant() IS NULL OR schema_name = public.proviso_tenant());

ALTER TABLE public.resellers_domain ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_hosts ON public.resellers_domain
  USING (public.proviso_tenant() IS NULL OR tenant_id IN (SELECT id FROM public.resellers_reseller));

ALTER TABLE public.resellers_release ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_and_upstream ON public.resellers_release FOR SELECT
  USING (public.proviso_tenant() IS NULL
         OR publisher IN (public.proviso_tenant(), public.proviso_upstream(public.proviso_tenant())));
CREATE POLICY own_only ON public.resellers_release FOR INSERT WITH CHECK (publisher = public.proviso_tenant());

ALTER TABLE public.resellers_reviewrequest ENABLE ROW LEVEL SECURITY;
CREATE POLICY both_sides ON public.resellers_reviewrequest FOR SELECT
  USING (public.proviso_tenant() IS NULL OR public.proviso_tenant() IN (reseller, upstream));
CREATE POLICY who_asks ON public.resellers_reviewrequest FOR INSERT
  WITH CHECK (reseller = public.proviso_tenant() AND upstream = public.proviso_upstream(reseller));
CREATE POLICY who_asked ON public.resellers_reviewrequest FOR UPDATE USING (reseller = public.proviso_tenant());

ALTER TABLE public.resellers_namedreviewer ENABLE ROW LEVEL SECURITY;
CREATE POLICY both_sides ON public.resellers_namedreviewer FOR SELECT
  USING (public.proviso_tenant() IS NULL OR request_id IN (SELECT id FROM public.resellers_reviewrequest));
CREATE POLICY who_is_asked ON public.resellers_namedreviewer FOR INSERT
  WITH CHECK (request_id IN (SELECT id FROM public.resellers_reviewrequest
                             WHERE upstream = public.proviso_tenant() AND ended_at IS NULL));
CREATE POLICY who_named ON public.resellers_namedreviewer FOR UPDATE
  USING (request_id IN (SELECT id FROM public.resellers_reviewrequest WHERE upstream = public.proviso_tenant()));

-- Lets in a person whom the upstream names now, as the owner: a tenant's role cannot write such a row by itself (a trigger of
-- people_staffrole refuses it), and no trigger of a tenant's schema reads this one. False: nobody names that account there.
CREATE FUNCTION public.proviso_let_in(tenant text, named uuid, made uuid, account uuid, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE here text := nullif(split_part(current_setting('role', true), ':', 2), ''); mailbox text; above text;
BEGIN
  IF here IS NOT NULL AND here <> tenant THEN
    RAISE EXCEPTION 'a tenant lets people into its own schema alone' USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('SELECT email FROM %I.people_user WHERE id = $1', tenant) INTO mailbox USING account;
  SELECT request.upstream INTO above FROM public.resellers_namedreviewer person
    JOIN public.resellers_reviewrequest request ON request.id = person.request_id
    WHERE person.id = named AND person.withdrawn_at IS NULL AND request.ended_at IS NULL AND request.reseller = tenant
    AND request.upstream = public.proviso_upstream(tenant) AND lower(person.email) = lower(mailbox);
  IF above IS NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('INSERT INTO %I.people_staffrole (id, user_id, role, upstream, granted_at) VALUES ($1, $2, $3, $4, $5)',
      tenant) USING made, account, 'appeal_reviewer', above, at;
  RETURN true;
END $$;
