"""Which language a text is in, told by the small words that every text of some length is full of."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD: Final = re.compile(r"[^\W\d_]+")
#: So many words are looked at, and so many are too few to tell.
_ENOUGH: Final = 1_000
_FEW: Final = 12
#: The share of small words below which a text is in none of these languages, and in whose stead a second may stand.
_SHARE: Final = 0.12
#: The same of the language that the text is said to be in.
_DECLARED_SHARE: Final = 0.08
_CLOSE: Final = 0.9
#: Where the letters of Latin script with its accents end.
_BEYOND_LATIN: Final = 0x250
#: Common words of each language. Those that are never read stand here to be told from those that are.
_COMMON: Final = {
    "en": (
        "the of and to in or any is you for that with not this are by be as from may our your we on will "
        "which if shall do does must no who such they their other others use using only when how what all "
        "has have been but at into within among can his her its these those there them than so"
    ),
    "nl": (
        "de het een en van in of te is dat die voor met niet op zijn door wij u uw je aan als wordt worden "
        "deze dit bij mag ook er kan geen om onze naar kunnen zich moet moeten mogen dan maar haar hun hij "
        "zij meer onder over wie wat waar zonder tegen alle andere anderen kunt zal zullen hebben heeft"
    ),
    "de": (
        "der die das und in zu den von mit für auf ist nicht ein eine oder des dem im sie wir sich als auch "
        "werden es an bei ihre unsere nach durch sind wird dass zur kann keine dürfen muss müssen darf kein "
        "keinen wenn wer was ohne gegen alle andere anderen können hat haben um aus zum beim aber nur ihr "
        "seine ihren diese dieser dieses einen einem einer eines"
    ),
    "fr": (
        "le la les de des du et en un une que à est pour dans par ou ne pas sur vous nous qui au aux votre "
        "nos ce cette avec sont être toute tout peut notre vos il doit doivent devez peuvent pouvez ni si "
        "sans contre tous toutes autre autres elle ils elles se sa son ses leur leurs plus mais a ont cet "
        "dont où"
    ),
    "es": (
        "el la los las de y en un una que es por para con no se del al su o como más sus este esta usted "
        "nos nuestra lo está ser puede cualquier sin"
    ),
    "it": (
        "il la le gli di e in un una che è per con non si del della dei delle al alla da o come sono questo "
        "nostro nel i può essere dell l qualsiasi"
    ),
    "pt": (
        "o a os as de e em um uma que é por para com não se do da dos das ao no na ou como seu sua nós você "
        "pode ser qualquer pelo"
    ),
    "da": (
        "og i at det en den til er som på de med af for ikke der et har eller fra du vi kan må skal om ved "
        "dine vores enhver"
    ),
    "no": (
        "og i å det en den til er som på de med av for ikke et har eller fra du vi kan må skal om ved dine våre enhver"
    ),
    "sv": (
        "och i att det en den till är som på de med av för inte ett har eller från du vi kan måste ska om "
        "vid dina våra får alla"
    ),
    "fi": "ja on ei että se tai ovat voi ole mukaan sekä joka kun myös tämä sen saa jos palvelun käyttäjä",
    "pl": "i w na z do nie się jest że oraz lub o przez dla jak od po są może za być nas tym które",
    "cs": "a v na se je že o s z do pro nebo by jako za po jsou není může být které nás tyto",
    "af": (
        "die van en in is het nie vir dat met op te wat om hierdie jy ons sal wees aan of kan deur 'n word "
        "enige moenie moet mag toe alle ander sonder onder ook as hulle geen hul haar sy was"
    ),
    "tr": "ve bir bu için ile da de olarak veya en çok daha olan gibi kadar değil her",
    "hu": "a az és hogy nem egy is ez vagy van meg de csak ha kell el lehet",
    "ro": "și în de la a cu nu pe care este din o un să pentru sau sunt prin vă",
    "id": "yang dan di untuk dengan tidak dari ini atau anda pada dalam adalah kami akan",
    "vi": "và của không các là được bạn trong cho có một này với hoặc",
    "ca": "el la els les de i en un una que és per amb no es del al o com aquest nostra qualsevol",
    "sk": "a v na sa je že o s z do pre alebo ako za po sú nie môže byť ktoré nesmú musia si ich aby pri od",
    "hr": "i u na je se da za od do s ne ili su kao koji koje bez po može biti moraju smiju ako sve svoje",
    "lt": "ir į iš kad su yra ne ar per po kaip bei nuo prie savo gali turi visi tai",
}
_LANGUAGES: Final = {code: frozenset(words.split()) for code, words in _COMMON.items()}


def language_of(texts: Iterable[str], declared: str = "") -> str:
    """Returns the code of the language that the texts are in, “” where none of those known fits.

    `declared` counts where the texts are too short to tell, or where two languages fit almost alike.
    """
    counted = Counter(_first_words(texts))
    total = sum(counted.values())
    declared = declared.partition("-")[0].lower()
    shares = {
        code: sum(counted[word] for word in common) / total if total else 0.0 for code, common in _LANGUAGES.items()
    }
    best = max(shares, key=lambda code: shares[code])
    if total < _FEW and shares[best] <= max(shares.get(declared, 0.0), 0.0):
        return declared if _is_latin(counted) or declared not in _LANGUAGES else ""
    if shares[best] < (_DECLARED_SHARE if best == declared else _SHARE):
        return declared if total < _FEW and _is_latin(counted) else ""
    return declared if shares.get(declared, 0.0) >= shares[best] * _CLOSE else best


def _is_latin(words: Iterable[str]) -> bool:
    return all(ord(letter) < _BEYOND_LATIN for word in words for letter in word)


def _first_words(texts: Iterable[str]) -> Iterable[str]:
    left = _ENOUGH
    for text in texts:
        for match in _WORD.finditer(text):
            if not left:
                return
            left -= 1
            yield match[0].lower()
