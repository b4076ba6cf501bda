from dataclasses import replace
from policies.documents.proposing.languages.english import ENGLISH
GERMAN=replace(ENGLISH,code="de")
