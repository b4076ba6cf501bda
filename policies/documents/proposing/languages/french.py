from dataclasses import replace
from policies.documents.proposing.languages.english import ENGLISH
FRENCH=replace(ENGLISH,code="fr")
