from dataclasses import replace
from policies.documents.proposing.languages.english import ENGLISH
DUTCH=replace(ENGLISH,code="nl")
