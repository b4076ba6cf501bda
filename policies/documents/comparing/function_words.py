"""Words that hold a sentence together and say nothing by themselves: two texts that share only these share nothing."""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = """
a all an and any are as at be been by can do does for from had has have if in into is it its may must of on or
other others our shall so such than that the their them then these they this those to under upon us we whether
which who whom will with you your
"""
_DUTCH: Final = """
aan als bij dan dat de deze die dit door een en er het hij hun ik in is je kan mag met moet na naar of om onze
ook op over te ten ter tot u uit uw van voor was wat we wij worden wordt ze zich zij zijn zo zoals zullen
"""
_GERMAN: Final = """
als am an auch auf aus bei das dass dem den der des die diese dieser dieses durch ein eine einem einen einer
eines er es für im in ist kann mit muss nach oder sich sie sind so sowie um und uns unsere von vor was wenn
werden wie wir wird zu zum zur über
"""
_FRENCH: Final = """
au aux avec ce ces cette d dans de des du elle en est et il ils l la le les leur leurs lui nos notre nous on ou
où par pour qu que qui sa se ses si son sont sur un une vos votre vous à
"""

ENGLISH: Final = frozenset(_ENGLISH.split())
FUNCTION_WORDS: Final = ENGLISH | frozenset((_DUTCH + _GERMAN + _FRENCH).split())
