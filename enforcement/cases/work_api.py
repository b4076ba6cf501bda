"""Endpoints for working on a case: who and how soon, notes to each kind of reader, templates, merging and splitting."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from enforcement.cases import rules
from enforcement.cases.actions import (
    assign_case,
    merge_case,
    prioritise_case,
    remove_template,
    save_template,
    split_case,
    write_note,
    write_to_customer,
    write_to_reporters,
)
from enforcement.cases.filters import NoteFilter, ReplyTemplateFilter
from enforcement.cases.models import Case, CaseStatus, Note, NoteKind, Priority, ReplyTemplate
from enforcement.reports.models import Report
from tenants.ledger import clock
from tenants.people.api import RoomViewSet
from tenants.people.models import User
from tenants.people.permissions import Permission


class CaseSerializer(serializers.ModelSerializer[Case]):
    """A case. `priority_by` is null while the priority follows the kind of conduct and the number of reports."""

    overdue = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = [
            "id",
            "number",
            "customer",
            "service",
            "category",
            "summary",
            "reports",
            "status",
            "opened_at",
            "opened_by",
            "closed_at",
            "reopened_at",
            "assignee",
            "assigned_at",
            "assigned_by",
            "priority",
            "priority_by",
            "overdue",
            "merged_into",
            "split_from",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.BooleanField())
    def get_overdue(self, case: Case) -> bool:
        """Whether it waits longer for a determination than a case of its kind may."""
        since = case.reopened_at or case.opened_at
        return rules.overdue(CaseStatus(case.status), case.category, since, clock.now())


class CaseAssignmentSerializer(serializers.Serializer[Any]):
    """To whom; null gives the case to nobody."""

    to = serializers.PrimaryKeyRelatedField(queryset=User.objects.all(), allow_null=True)


class PrioritySerializer(serializers.Serializer[Any]):
    """How soon; null lets it follow the kind of conduct and the number of reports."""

    priority = serializers.ChoiceField(choices=Priority.choices, allow_null=True)


class MergeSerializer(serializers.Serializer[Any]):
    """The case that goes on."""

    into = serializers.PrimaryKeyRelatedField(queryset=Case.objects.all())


class SplitSerializer(serializers.Serializer[Any]):
    """Which reports the new case takes along, and what it is about."""

    reports = serializers.PrimaryKeyRelatedField(queryset=Report.objects.all(), many=True, allow_empty=False)
    category = serializers.CharField(max_length=40)
    summary = serializers.CharField(max_length=2000)


class WordsSerializer(serializers.Serializer[Any]):
    """What is to be read."""

    words = serializers.CharField(max_length=10_000)


class WordsToReportersSerializer(WordsSerializer):
    """And the reports whose reporters read it."""

    reports = serializers.PrimaryKeyRelatedField(queryset=Report.objects.all(), many=True, allow_empty=False)


class NoteSerializer(serializers.ModelSerializer[Note]):
    """A note; `reports` are those whose reporters read it."""

    reports = serializers.SerializerMethodField()

    class Meta:
        model = Note
        fields = ["id", "case", "kind", "words", "written_by", "written_at", "reports"]

    def get_reports(self, note: Note) -> list[str]:
        """The reports' ids."""
        return [str(one.report_id) for one in note.readers.all()]


class ReplyTemplateSerializer(serializers.ModelSerializer[ReplyTemplate]):
    """Words with blanks in braces; the guide to casework lists them."""

    class Meta:
        model = ReplyTemplate
        fields = ["id", "title", "kind", "words", "changed_by", "changed_at"]
        read_only_fields = ["id", "changed_by", "changed_at"]
        validators: ClassVar[list[Any]] = []  # the verb refuses a title that is taken


WORK: dict[str, Any] = {
    "assign": assign_case,
    "prioritise": prioritise_case,
    "merge": merge_case,
    "split": split_case,
    "note": write_note,
    "note_to_reporters": write_to_reporters,
    "note_to_customer": write_to_customer,
}


class WorkOnCases(RoomViewSet[Case]):
    """What is done with a case besides deciding it."""

    def _heard(self, form: serializers.Serializer[Any]) -> Any:
        form.is_valid(raise_exception=True)
        return form.validated_data

    @extend_schema(request=CaseAssignmentSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Gives it to somebody who may work on cases, or to nobody."""
        said = self._heard(CaseAssignmentSerializer(data=request.data))
        return Response(CaseSerializer(assign_case(by=self.person, case=self.get_object(), **said)).data)

    @extend_schema(request=PrioritySerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def prioritise(self, request: Request, pk: str) -> Response:
        """Sets how soon it wants work."""
        said = self._heard(PrioritySerializer(data=request.data))["priority"]
        priority = Priority(said) if said else None
        return Response(CaseSerializer(prioritise_case(by=self.person, case=self.get_object(), priority=priority)).data)

    @extend_schema(request=MergeSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: str) -> Response:
        """Closes it and gives its reports to another case about the same service, which is returned."""
        said = self._heard(MergeSerializer(data=request.data))
        return Response(CaseSerializer(merge_case(by=self.person, case=self.get_object(), **said)).data)

    @extend_schema(request=SplitSerializer, responses={201: CaseSerializer})
    @action(detail=True, methods=["post"])
    def split(self, request: Request, pk: str) -> Response:
        """Opens a new case with some of its reports."""
        said = self._heard(SplitSerializer(data=request.data))
        made = split_case(by=self.person, case=self.get_object(), **said)
        return Response(CaseSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=WordsSerializer, responses={201: NoteSerializer})
    @action(detail=True, methods=["post"])
    def note(self, request: Request, pk: str) -> Response:
        """Writes for colleagues alone."""
        said = self._heard(WordsSerializer(data=request.data))
        return self._written(write_note(by=self.person, case=self.get_object(), **said))

    @extend_schema(request=WordsToReportersSerializer, responses={201: NoteSerializer})
    @action(detail=True, methods=["post"], url_path="note-to-reporters")
    def note_to_reporters(self, request: Request, pk: str) -> Response:
        """Writes to whoever sent these reports."""
        said = self._heard(WordsToReportersSerializer(data=request.data))
        return self._written(write_to_reporters(by=self.person, case=self.get_object(), **said))

    @extend_schema(request=WordsSerializer, responses={201: NoteSerializer})
    @action(detail=True, methods=["post"], url_path="note-to-customer")
    def note_to_customer(self, request: Request, pk: str) -> Response:
        """Writes to the customer's representatives."""
        said = self._heard(WordsSerializer(data=request.data))
        return self._written(write_to_customer(by=self.person, case=self.get_object(), **said))

    def _written(self, note: Note) -> Response:
        return Response(NoteSerializer(note).data, status=status.HTTP_201_CREATED)


class NoteViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[Note]):
    """Notes: read; they are written in a case."""

    queryset = Note.objects.prefetch_related("readers").order_by("-written_at", "pk")
    serializer_class = NoteSerializer
    filterset_class = NoteFilter
    permissions: ClassVar = {"list": Permission.SEE_CASES, "retrieve": Permission.SEE_CASES}


class ReplyTemplateViewSet(ListModelMixin, RetrieveModelMixin, RoomViewSet[ReplyTemplate]):
    """Reply templates: read, add, change, remove."""

    queryset: QuerySet[ReplyTemplate] = ReplyTemplate.objects.order_by("kind", "title")
    serializer_class = ReplyTemplateSerializer
    filterset_class = ReplyTemplateFilter
    permissions: ClassVar = {
        "list": Permission.SEE_CASES,
        "retrieve": Permission.SEE_CASES,
        "create": save_template,
        "partial_update": save_template,
        "destroy": remove_template,
    }

    @extend_schema(responses={201: ReplyTemplateSerializer})
    def create(self, request: Request) -> Response:
        """Keeps a new template."""
        form = ReplyTemplateSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = dict(form.validated_data)
        made = save_template(by=self.person, **said | {"kind": NoteKind(said["kind"])})
        return Response(ReplyTemplateSerializer(made).data, status=status.HTTP_201_CREATED)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Changes a template."""
        found = self.get_object()
        form = ReplyTemplateSerializer(found, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        said = {name: form.validated_data.get(name, getattr(found, name)) for name in ("title", "kind", "words")}
        kept = save_template(by=self.person, template=found, **said | {"kind": NoteKind(said["kind"])})
        return Response(ReplyTemplateSerializer(kept).data)

    def destroy(self, request: Request, pk: str) -> Response:
        """Removes a template."""
        remove_template(by=self.person, template=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


routes = [("notes", NoteViewSet), ("reply-templates", ReplyTemplateViewSet)]
