"""Languages are told offline; what is not English is refused by name, English never."""

from __future__ import annotations

import pytest

from panj.errors import OtherLanguage
from panj.records import Document
from panj.sources.language import english, named, told

pytest.importorskip("py3langid")

OTHERS = {
    "French": "Le ministre des Affaires étrangères a rencontré mardi son homologue à Lima, et les deux gouvernements ont signé un accord sur la pêche.",
    "German": "Der Außenminister traf am Dienstag seinen Amtskollegen in Lima, und beide Regierungen unterzeichneten ein Abkommen über die Grenze.",
    "Spanish": "El ministro de Relaciones Exteriores se reunió el martes con su colega en Lima y los dos gobiernos firmaron un acuerdo sobre la pesca.",
    "Dutch": "De minister van Buitenlandse Zaken ontmoette dinsdag zijn collega in Lima en beide regeringen ondertekenden een akkoord over de grens.",
    "Russian": "Министр иностранных дел встретился во вторник со своим коллегой в Лиме, и оба правительства подписали соглашение.",
    "Chinese": "外交部长星期二在利马会见了他的同行，两国政府签署了一项协议，双方还讨论了边境问题。",
    "Arabic": "التقى وزير الخارجية يوم الثلاثاء نظيره في ليما ووقعت الحكومتان اتفاقا بشأن الحدود بين البلدين",
}


@pytest.mark.parametrize("name", OTHERS)
def test_others_are_refused_by_name(name: str) -> None:
    with pytest.raises(OtherLanguage, match=f"{name}, not English"):
        english(Document(text=OTHERS[name]), "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Peru expelled two Chilean diplomats on Monday, and Chile condemned the move.",
        "Ministers Nguyễn Xuân Phúc, Recep Tayyip Erdoğan, Andrés Manuel López Obrador met in Ulaanbaatar.",
        "The paper wrote: \"Le ministre a rencontré son homologue.\" It did not say when the two of them met in Paris.",
        "KYIV, March 3 - Russian forces shelled Kharkiv, Mariupol, Chernihiv; dozens killed, Ukrainian officials said.",
    ],
)  # fmt: skip
def test_english_is_read(text: str) -> None:
    assert english(Document(text=text), "a.txt") in ("en", None)


def test_what_is_too_short_is_read() -> None:
    assert told("Guten Tag.") is None and english(Document(text="A."), "a") is None


def test_what_a_document_says_of_itself_counts() -> None:
    with pytest.raises(OtherLanguage, match=r"given as fr-CA \(French\)"):
        english(Document(text="Envoys met.", language="fr-CA"), "a")
    assert english(Document(text="Envoys met.", language="en-GB"), "a") == "en"
    assert named("xx") == "xx"
