"""Whether a text is English, told offline: what is not is refused by name, not coded as noise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from panj.errors import OtherLanguage
from panj.records import Document

_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "el": "Greek", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer",
    "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "nb": "Norwegian", "ne": "Nepali",
    "nl": "Dutch", "nn": "Norwegian Nynorsk", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
    "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu",
    "tg": "Tajik", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
_OPEN = frozenset({"", "und", "mul", "zxx", "mis", "unknown", "none", "null", "n/a"})
"""Tags that leave the language open."""
_COMMON = frozenset(
    {
        "the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "was", "with", "as", "by", "at", "from", "be",
        "are", "it", "an", "were", "has", "have", "had", "not", "this", "which", "but", "he", "his", "they", "their",
        "will", "would", "said",
    }
)  # fmt: skip
"""English words that make up a quarter of any English text and hardly a word of another."""
WORDS = 8
"""Words that a text needs to be taken for English by its common words."""
LETTERS = 100
"""Letters of Latin script that a text needs for its language to be told."""
OTHER_LETTERS = 15
"""Letters of other scripts that it needs."""
READ = 4_000
"""Characters that are looked at, half of them from the middle."""
_WORD = re.compile(r"[^\W\d_]+")


@cache
def identifier() -> Callable[[str], list[tuple[str, float]]] | None:
    """What gives the languages of a text with their probabilities, the likeliest first; None where it is not installed."""
    try:
        from py3langid import langid
    except ImportError:
        return None
    found: Callable[[str], list[tuple[str, float]]] = langid.LanguageIdentifier.from_model_file(
        langid.MODEL_FILE, norm_probs=True
    ).rank
    return found


def named(tag: str) -> str:
    """The name of a language in English, e.g. "French" for "fr-CA"; the tag where no name is known."""
    return _NAMES.get(re.split(r"[-_]", tag.strip().lower())[0], tag)


def stated(tag: str | None) -> str | None:
    """The two letters of a stated language; None where it is left open.

    >>> [stated(t) for t in ("en-GB", "English", "fr", "French", "und", None)]
    ['en', 'en', 'fr', 'fr', None, None]
    """
    if tag is None or tag.strip().lower() in _OPEN:
        return None
    bare = re.split(r"[-_]", tag.strip().lower())[0]
    if bare in ("english", "eng"):
        return "en"
    return next((code for code, name in _NAMES.items() if name.lower() == tag.strip().lower()), bare)


def told(text: str) -> str | None:
    """The language of a text, "en" in doubt between English and another; None where it is too short to tell."""
    if len(text) > READ:
        middle = len(text) // 2
        text = f"{text[: READ // 2]} {text[middle : middle + READ // 2]}"
    words = _WORD.findall(text.lower())
    if len(words) >= WORDS and sum(word in _COMMON for word in words) >= 0.15 * len(words):
        return "en"
    letters = [c for c in text if c.isalpha()]
    latin = sum(c < "\u0250" or "LATIN" in unicodedata.name(c, "") for c in letters)
    other = len(letters) - latin
    if latin < LETTERS and not (other > latin and other >= OTHER_LETTERS):
        return None
    rank = identifier()
    if rank is None:
        return None
    ranked = rank(text)
    likely = {"en": 0.0, **dict(ranked)}
    return "en" if likely["en"] >= 0.01 else ranked[0][0]


def english(document: Document, where: str) -> str | None:
    """The tag `en` where a document is English, None where it is too short to tell.

    Raises:
        OtherLanguage: It says that it is in another language, or is.
    """
    said = stated(document.language)
    if said not in (None, "en"):
        raise OtherLanguage(
            where, f"its language is given as {document.language:.40} ({named(said or '')}); panj reads English"
        )
    found = told(document.text)
    if found not in (None, "en"):
        raise OtherLanguage(where, f"{named(found or '')}, not English (as far as its words tell); panj reads English")
    return found or said
