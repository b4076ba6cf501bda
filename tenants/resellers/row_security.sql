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
