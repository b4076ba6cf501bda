"""Endpoints of the draft: importing, writing provision by provision, filling variables, review."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from policies.documents import Document
from policies.documents.model.codec import document_from_json
from policies.drafts import actions
from policies.drafts.models import Draft
from policies.drafts.proposing import imported_json, proposals_json
from policies.drafts.provision_mapping import pairs_json
from policies.drafts.queries import outline_of, terms_of
from policies.drafts.serializers import drafts as writing
from policies.drafts.serializers import importing as shapes
from policies.drafts.serializers import review as reviewing
from policies.versions.changes import changes_between
from policies.versions.queries import standing_versions, template_of
from policies.versions.serializers import ProvisionChangeSerializer
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission

SEE = Permission.SEE_POLICIES
KEY = r"provisions/(?P<key>[a-z0-9-]+)"


def _given(shape: type[Serializer[Any]], request: Request) -> dict[str, Any]:
    wanted = shape(data=request.data)
    wanted.is_valid(raise_exception=True)
    return dict(wanted.validated_data)


def _shown(draft: Draft, status: int = 200) -> Response:
    return Response(writing.DraftSerializer(draft).data, status=status)


class DraftViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Draft]):
    """Drafts.

    A change of a provision names what its writer `seen`, so that changes of others meet. Naming the whole draft's
    `revision` instead, it is refused with 409 and what stands now wherever anything changed.
    """

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "changes": SEE,
        "import_file": actions.import_draft,
        "proposals": SEE,
        "confirm_proposals": actions.confirm_proposals,
        "pairs": SEE,
        "pair": actions.pair_provision,
        "discard": actions.discard_draft,
        "values": actions.set_values,
        "add_provision": actions.add_provision,
        "provision": actions.edit_provision,
        "outline": SEE,
        "terms": SEE,
        "title": actions.set_title,
        "language": actions.set_language,
        "delete_provision": actions.delete_provision,
        "split_provision": actions.split_provision,
        "step_provision": actions.step_provision,
        "move_provision": actions.move_provision,
        "submit": actions.submit_draft,
        "approve": actions.approve_draft,
        "send_back": actions.return_draft,
    }
    serializer_class = writing.DraftSerializer
    queryset = Draft.objects.order_by("policy__slug")
    filterset_fields = ["status", "policy"]

    @extend_schema(
        request={"multipart/form-data": writing.ImportedFile},
        responses={201: writing.ImportedDraftSerializer},
    )
    @action(detail=False, methods=["post"], url_path="import")
    def import_file(self, request: Request) -> Response:
        """Makes a draft of a text, Markdown, HTML, Word or PDF file."""
        given = _given(writing.ImportedFile, request)
        file = given["file"]
        draft, imported = actions.import_draft(
            by=self.person,
            data=file.read(),
            filename=file.name,
            revision=given.get("revision"),
            confirmed=given.get("confirmed", ()),
        )
        shown = {**writing.DraftSerializer(draft).data, "imported": imported_json(imported)}
        return Response(shown | {"proposals": proposals_json(draft)}, status=201)

    @extend_schema(responses=shapes.ProposalsSerializer)
    @action(detail=True, filter_backends=[], pagination_class=None)
    def proposals(self, _request: Request, **_: Any) -> Response:
        """What each provision's words propose it to be and why, and the variables."""
        return Response(proposals_json(self.get_object()))

    @extend_schema(request=shapes.ConfirmedProposals, responses=shapes.ProposalsSerializer)
    @proposals.mapping.post
    def confirm_proposals(self, request: Request, **_: Any) -> Response:
        """Says of many provisions at once what they do, and what the variables stand for."""
        given = _given(shapes.ConfirmedProposals, request)
        given["provisions"] = {one.pop("key"): one for one in given.get("provisions", [])}
        draft = actions.confirm_proposals(by=self.person, draft=self.get_object(), **given)
        return Response(proposals_json(draft))

    @extend_schema(responses=shapes.PairsSerializer)
    @action(detail=True, filter_backends=[], pagination_class=None)
    def pairs(self, _request: Request, **_: Any) -> Response:
        """What became of each posted provision, the doubtful ones first; those kept are left out."""
        return Response(shapes.PairsSerializer(pairs_json(self.get_object())).data)

    @extend_schema(request=shapes.Pairing, responses=shapes.PairsSerializer)
    @pairs.mapping.post
    def pair(self, request: Request, **_: Any) -> Response:
        """Says that a provision of the draft continues that posted one, or that it is new."""
        draft, _key = actions.pair_provision(by=self.person, draft=self.get_object(), **_given(shapes.Pairing, request))
        return Response(shapes.PairsSerializer(pairs_json(draft)).data)

    @extend_schema(responses=ProvisionChangeSerializer(many=True))
    @action(detail=True, filter_backends=[], pagination_class=None)
    def changes(self, _request: Request, **_: Any) -> Response:
        """What the draft changes against the version posted last, both with variables unfilled."""
        draft = self.get_object()
        last = standing_versions(draft.policy).order_by("-effective_at").first()
        new = document_from_json(draft.document)
        old = template_of(last) if last else Document(new.title, new.language, new.variables, ())
        return Response(ProvisionChangeSerializer(changes_between(old, new), many=True).data)

    @extend_schema(request=writing.Values, responses=writing.DraftSerializer)
    @action(detail=True, methods=["put"])
    def values(self, request: Request, **_: Any) -> Response:
        """Fills variables."""
        given = _given(writing.Values, request)
        return _shown(actions.set_values(by=self.person, draft=self.get_object(), **given))

    @extend_schema(request=writing.NewProvision, responses={201: writing.DraftSerializer})
    @action(detail=True, methods=["post"], url_path="provisions")
    def add_provision(self, request: Request, **_: Any) -> Response:
        """Adds a provision."""
        given = _given(writing.NewProvision, request)
        draft, _key = actions.add_provision(by=self.person, draft=self.get_object(), **given)
        return _shown(draft, status=201)

    @extend_schema(request=writing.ChangedProvision, responses=writing.DraftSerializer)
    @action(detail=True, methods=["put"], url_path=KEY)
    def provision(self, request: Request, key: str, **_: Any) -> Response:
        """Changes a provision."""
        given = _given(writing.ChangedProvision, request)
        return _shown(actions.edit_provision(by=self.person, draft=self.get_object(), key=key, **given))

    @extend_schema(responses=writing.DraftProvisionSerializer(many=True))
    @action(detail=True, url_path="outline", filter_backends=[], pagination_class=None)
    def outline(self, _request: Request, **_: Any) -> Response:
        """Every provision in reading order, with the digest that a change of it names."""
        return Response(writing.DraftProvisionSerializer(outline_of(self.get_object()), many=True).data)

    @extend_schema(responses=writing.DefinedTermSerializer(many=True))
    @action(detail=True, filter_backends=[], pagination_class=None)
    def terms(self, _request: Request, **_: Any) -> Response:
        """Defined terms and other capitalised words, with who defines them (R1)."""
        return Response(writing.DefinedTermSerializer(terms_of(self.get_object()), many=True).data)

    @extend_schema(request=writing.Title, responses=writing.DraftSerializer)
    @action(detail=True, methods=["put"])
    def title(self, request: Request, **_: Any) -> Response:
        """Changes the policy's title."""
        given = _given(writing.Title, request)
        return _shown(actions.set_title(by=self.person, draft=self.get_object(), **given))

    @extend_schema(request=writing.Language, responses=writing.DraftSerializer)
    @action(detail=True, methods=["put"])
    def language(self, request: Request, **_: Any) -> Response:
        """Says which language the governing words are in."""
        given = _given(writing.Language, request)
        return _shown(actions.set_language(by=self.person, draft=self.get_object(), **given))

    @extend_schema(request=writing.Seen, responses=writing.DraftSerializer)
    @action(detail=True, methods=["post"], url_path=f"{KEY}/delete")
    def delete_provision(self, request: Request, key: str, **_: Any) -> Response:
        """Takes a provision out; what hangs below it moves up."""
        given = _given(writing.Seen, request)
        return _shown(actions.delete_provision(by=self.person, draft=self.get_object(), key=key, **given))

    @extend_schema(request=writing.Seen, responses=writing.DraftSerializer)
    @action(detail=True, methods=["post"], url_path=f"{KEY}/split")
    def split_provision(self, request: Request, key: str, **_: Any) -> Response:
        """Makes a provision of each part that a sentence counts, “(1) …; (2) …”."""
        given = _given(writing.Seen, request)
        return _shown(actions.split_provision(by=self.person, draft=self.get_object(), key=key, **given))

    @extend_schema(request=writing.Place, responses=writing.DraftSerializer)
    @action(detail=True, methods=["post"], url_path=f"{KEY}/move")
    def move_provision(self, request: Request, key: str, **_: Any) -> Response:
        """Moves a provision with all below it."""
        given = {"parent_key": None, **_given(writing.Place, request)}
        return _shown(actions.move_provision(by=self.person, draft=self.get_object(), key=key, **given))

    @extend_schema(request=writing.Step, responses=writing.DraftSerializer)
    @action(detail=True, methods=["post"], url_path=f"{KEY}/step")
    def step_provision(self, request: Request, key: str, **_: Any) -> Response:
        """Moves a provision one step."""
        given = _given(writing.Step, request)
        return _shown(actions.step_provision(by=self.person, draft=self.get_object(), key=key, **given))

    @extend_schema(request=writing.Revision, responses={204: None})
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, **_: Any) -> Response:
        """Forgets the draft."""
        actions.discard_draft(by=self.person, draft=self.get_object(), **_given(writing.Revision, request))
        return Response(status=204)

    @extend_schema(request=writing.Revision, responses=writing.DraftSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, **_: Any) -> Response:
        """Hands the draft to review."""
        return _shown(
            actions.submit_draft(by=self.person, draft=self.get_object(), **_given(writing.Revision, request))
        )

    @extend_schema(request=writing.Revision, responses=writing.DraftSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, **_: Any) -> Response:
        """Approves the draft."""
        return _shown(
            actions.approve_draft(by=self.person, draft=self.get_object(), **_given(writing.Revision, request))
        )

    @extend_schema(request=reviewing.ReturnReason, responses=writing.DraftSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, **_: Any) -> Response:
        """Gives the draft back to its writers, and says why."""
        given = _given(reviewing.ReturnReason, request)
        return _shown(actions.return_draft(by=self.person, draft=self.get_object(), **given))
