"""Words that hold a sentence together and say nothing by themselves: two texts that share only these share nothing."""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = """
a all an and any are as at be been by can do does for from had has have if in into is it its may must of on or
other others our shall so such than that the their them then these they this those to under upon us we whether
which who whom will with you your
"""
_DUTCH: Final = """
aan als bent bij daar dan dat de deze die dit door dus een en er haar hebben heeft hem hen het hier hij hun ik
in is je jou jouw jullie kan kunnen mag met moet moeten mogen na naar of om onze ook op over te ten ter tot u
uit uw van voor waar was wat we welke wie wij worden wordt zal ze zich zij zijn zijnde zo zoals zou zullen
"""
_GERMAN: Final = """
als am an auch auf aus bei beim darf das dass dem den der deren des dessen die diese dieser dieses durch dürfen
ein eine einem einen einer eines er es für haben hat ihr ihre ihrem ihren ihrer im in ist kann können mit muss
müssen nach oder sein seine seiner sich sie sind so soll sollen sowie um und uns unser unsere unseren unserer
vom von vor was welche wenn werden wie wir wird zu zum zur über
"""
_FRENCH: Final = """
a au aux avec avez ce cela celle celui ces cette ceux d dans de des devez doit doivent du elle en est et il ils
l la le les leur leurs lui même nos notre nous on ont ou où par peut peuvent pour pouvez qu que qui sa se ses si
son sont sur un une vos votre vous y à êtes
"""

ENGLISH: Final = frozenset(_ENGLISH.split())
FUNCTION_WORDS: Final = ENGLISH | frozenset((_DUTCH + _GERMAN + _FRENCH).split())
