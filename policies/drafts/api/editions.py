"""Endpoints of editions in other languages: those being prepared beside a draft, and those posted."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from policies.documents.model.codec import document_from_json
from policies.documents.model.editions import Rendering, rows
from policies.drafts import actions
from policies.drafts.models import Draft, PreparedEdition
from policies.drafts.queries import words_of
from tenants.people.api import RoomViewSet
from tenants.people.permissions import Permission

SEE = Permission.SEE_POLICIES


class RowSerializer(serializers.Serializer[Any]):
    """The title (empty `key`) or a provision in both languages; `of` is what its words render."""

    key = serializers.CharField()
    path = serializers.SerializerMethodField()
    governing = serializers.CharField()
    text = serializers.CharField()
    of = serializers.CharField()
    rendering = serializers.ChoiceField(choices=[one.value for one in Rendering])

    def get_path(self, row: Any) -> str:
        """Where the provision stands; empty for the title."""
        return str(row.placed.path) if row.placed else ""


class PreparedEditionSerializer(serializers.ModelSerializer[PreparedEdition]):
    """An edition in preparation; posting waits until nothing is `open`."""

    open = serializers.SerializerMethodField()

    class Meta:
        model = PreparedEdition
        fields = ["id", "draft", "language", "open", "updated_at"]

    def get_open(self, edition: PreparedEdition) -> int:
        """How many provisions, the title counted as one, are missing or outdated."""
        governing = document_from_json(edition.draft.document)
        return sum(row.rendering is not Rendering.CURRENT for row in rows(governing, words_of(edition)))


class Adding(serializers.Serializer[Any]):
    """The draft, and the language to add."""

    draft = serializers.PrimaryKeyRelatedField(queryset=Draft.objects.all())
    language = serializers.CharField(max_length=20)


class Wording(serializers.Serializer[Any]):
    """Words of a provision (empty `key`: the title) in the edition’s language, and those that were seen before."""

    key = serializers.CharField(max_length=120, allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    seen = serializers.CharField(required=False, allow_blank=True)


class TranslatedFile(serializers.Serializer[Any]):
    """A text, Markdown, HTML, Word or PDF file built like the draft."""

    file = serializers.FileField()


class PreparedEditionViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[PreparedEdition]):
    """Editions of the draft in other languages."""

    permissions = {
        "list": SEE,
        "retrieve": SEE,
        "words": SEE,
        "create": actions.add_edition,
        "word": actions.word_edition,
        "import_file": actions.import_edition,
        "destroy": actions.drop_edition,
    }
    serializer_class = PreparedEditionSerializer
    queryset = PreparedEdition.objects.select_related("draft").order_by("language")
    filterset_fields = ["draft", "language"]

    @extend_schema(request=Adding, responses={201: PreparedEditionSerializer})
    def create(self, request: Request) -> Response:
        """Begins an edition in another language."""
        wanted = Adding(data=request.data)
        wanted.is_valid(raise_exception=True)
        edition = actions.add_edition(by=self.person, **wanted.validated_data)
        return Response(PreparedEditionSerializer(edition).data, status=201)

    @extend_schema(responses=RowSerializer(many=True))
    @action(detail=True, filter_backends=[], pagination_class=None)
    def words(self, _request: Request, **_: Any) -> Response:
        """The title and every provision in both languages."""
        return self._rows(self.get_object())

    @extend_schema(request=Wording, responses=RowSerializer(many=True))
    @words.mapping.put
    def word(self, request: Request, **_: Any) -> Response:
        """Words one provision; it then renders the governing words of now."""
        wanted = Wording(data=request.data)
        wanted.is_valid(raise_exception=True)
        edition = actions.word_edition(by=self.person, edition=self.get_object(), **wanted.validated_data)
        return self._rows(edition)

    @extend_schema(request={"multipart/form-data": TranslatedFile}, responses=RowSerializer(many=True))
    @action(detail=True, methods=["post"], url_path="import")
    def import_file(self, request: Request, **_: Any) -> Response:
        """Takes the words of a translated file that is built like the draft."""
        wanted = TranslatedFile(data=request.data)
        wanted.is_valid(raise_exception=True)
        file = wanted.validated_data["file"]
        edition = actions.import_edition(
            by=self.person, edition=self.get_object(), data=file.read(), filename=file.name
        )
        return self._rows(edition)

    @extend_schema(responses={204: None})
    def destroy(self, _request: Request, pk: str) -> Response:
        """Forgets the edition."""
        actions.drop_edition(by=self.person, edition=self.get_object())
        return Response(status=204)

    def _rows(self, edition: PreparedEdition) -> Response:
        found = rows(document_from_json(edition.draft.document), words_of(edition))
        return Response(RowSerializer(found, many=True).data)
