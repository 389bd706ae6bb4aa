"""Which encoding a text is in: a paragraph in nineteen languages, in the encodings of each."""

from __future__ import annotations

import codecs

import pytest

from t2m_engine.encodings import BOMS, candidates

PARAGRAPHS: dict[str, tuple[str, list[str]]] = {
    "fr": (
        "Il était une fois une vieille maison près du port, où vivait une femme très âgée. "
        "Chaque soir, elle allumait une lampe à la fenêtre, et personne ne savait pour "
        "qui. « Ça ne fait rien », disait-elle.",
        ["cp1252", "iso8859-15", "mac_roman"],
    ),
    "de": (
        "Es war einmal ein alter Müller, der lebte mit seinen drei Söhnen am Fluß. Die "
        "Mühle stand still, denn das Wasser war gefroren, und die Vögel fielen vom Himmel. "
        "„Wir müssen gehen“, sagte er.",
        ["cp1252", "iso8859-15", "mac_roman"],
    ),
    "es": (
        "Érase una vez un niño que vivía en una montaña. Cada mañana bajaba al pueblo a "
        "comprar pan, y ¿quién lo diría?, nunca volvía con él. El corazón le latía de prisa.",
        ["cp1252", "mac_roman"],
    ),
    "pl": (
        "Był sobie król, który miał trzy córki. Najmłodsza z nich była tak piękna, że nawet "
        "słońce, które widziało już wiele, dziwiło się, ilekroć świeciło jej w twarz. Źle "
        "się działo na świecie.",
        ["cp1250", "iso8859-2", "cp852"],
    ),
    "cs": (
        "Byl jednou jeden král a ten byl tak rozumný, že i všem živočichům rozuměl, co "
        "si povídali. A poslouchejte, jak se tomu naučil. Přišla k němu nějaká stará babička.",
        ["cp1250", "iso8859-2", "cp852"],
    ),
    "hu": (
        "Egyszer volt, hol nem volt, volt a világon egy szegény ember, annak három fia. "
        "Mikor a fiúk felnőttek, elmentek szerencsét próbálni. Őszintén szólva nem sok "
        "reményük volt.",
        ["cp1250", "iso8859-2"],
    ),
    "tr": (
        "Bir varmış bir yokmuş, eski zamanlarda küçük bir köyde yaşlı bir kadın yaşarmış. "
        "Her gün ormana gider, odun toplarmış. Çocukları şehre göçmüş, ona kimse bakmıyormuş.",
        ["cp1254", "iso8859-9"],
    ),
    "ru": (
        "Жил старик со своею старухой у самого синего моря; они жили в ветхой землянке "
        "ровно тридцать лет и три года. Старик ловил неводом рыбу, старуха пряла свою пряжу.",
        ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac_cyrillic"],
    ),
    "uk": (
        "Жили собі дід та баба, і була в них курочка ряба. Знесла курочка яєчко, та не "
        "просте, а золоте. Дід бив, бив — не розбив; баба била, била — не розбила. Їхала "
        "миша, її хвостик махнув.",
        ["cp1251", "koi8-u"],
    ),
    "el": (
        "Μια φορά κι έναν καιρό ήταν ένας φτωχός ψαράς που ζούσε με τη γυναίκα του κοντά "
        "στη θάλασσα. Κάθε πρωί πήγαινε να ψαρέψει και κάθε βράδυ γύριζε με άδεια χέρια.",
        ["cp1253", "iso8859-7"],
    ),
    "he": (
        "היה היה פעם איש זקן שגר בבית קטן ליד הים. כל בוקר הוא יצא לדוג, וכל ערב הוא חזר "
        "בידיים ריקות. אשתו חיכתה לו בחלון.",
        ["cp1255"],
    ),
    "ar": (
        "كان يا ما كان في قديم الزمان رجل عجوز يعيش في بيت صغير بالقرب من البحر. كان يخرج "
        "كل صباح ليصيد السمك ويعود كل مساء بيدين فارغتين.",
        ["cp1256", "iso8859-6"],
    ),
    "th": (
        "กาลครั้งหนึ่งนานมาแล้ว มีชายชราคนหนึ่งอาศัยอยู่ในบ้านหลังเล็กใกล้ทะเล ทุกเช้าเขาออกไปตกปลา",
        ["cp874"],
    ),
    "ja": (
        "むかしむかし、あるところに、おじいさんとおばあさんが住んでいました。おじいさんは山へし"
        "ばかりに、おばあさんは川へせんたくに行きました。",
        ["cp932", "euc_jp", "iso2022_jp"],
    ),
    "zh": (
        "从前，在海边的一间小屋里住着一位老人。他每天早上出去打鱼，每天晚上空手而归。他的妻子在"
        "窗边等着他。",
        ["gb18030"],
    ),
    "zt": (
        "從前，在海邊的一間小屋裡住著一位老人。他每天早上出去打魚，每天晚上空手而歸。他的妻子在"
        "窗邊等著他。",
        ["big5"],
    ),
    "ko": (
        "옛날 옛적에 바닷가 작은 집에 한 노인이 살고 있었습니다. 그는 매일 아침 고기를 "
        "잡으러 나갔다가 매일 저녁 빈손으로 돌아왔습니다.",
        ["cp949", "euc_kr"],
    ),
    "lt": (
        "Gyveno kartą senelis ir senelė, ir turėjo jie vištelę raibą. Sudėjo vištelė kiaušinėl"
        "į, ne paprastą, o auksinį. Šiaurės vėjas pūtė, žiema artėjo.",
        ["cp1257", "iso8859-13"],
    ),
    "en": (
        "“It’s no use,” she said — and closed the door. The café was empty, and the naïve "
        "waiter had gone home…",
        ["cp1252", "mac_roman"],
    ),
}
PLAINER = str.maketrans("„“”‘’—–…", '"""\'\'--.')
"""For encodings that have no such signs."""


def first_that_reads(content: bytes) -> str:
    for encoding in candidates(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("Latin-1 reads everything")


@pytest.mark.parametrize("times", [1, 400])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [(name, encoding) for name, (_, known) in PARAGRAPHS.items() for encoding in known],
)
def test_old_encodings_are_told_by_the_letters_of_their_languages(language, encoding, times):
    """Also past what is looked at, whose end may be within a character."""
    text = (PARAGRAPHS[language][0] + "\n") * times
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(PLAINER)
        content = text.encode(encoding)
    assert first_that_reads(content) == text


@pytest.mark.parametrize("language", PARAGRAPHS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_unicode_without_a_mark_is_told(language, encoding):
    text = PARAGRAPHS[language][0] + "\n"
    if encoding != "utf-8" and text.count(" ") * 10 < len(text):  # it is told by its spaces
        text = text.replace("。", ". ").replace("，", ", ").replace(" ", "  ") + "\n" * 9
    assert first_that_reads(text.encode(encoding)) == text


def test_signs_alone_are_windows_and_every_byte_has_a_meaning():
    text = "“It’s no use,” she said – and closed the door…\n"
    assert first_that_reads(text.encode("cp1252")) == text
    assert candidates(b"")[0] == "utf-8"
    assert candidates(b"caf\xe9 \x81")[-1] == "latin-1"
    assert first_that_reads(bytes(range(128, 256)))


def test_marks_do_not_hide_each_other():
    text = "Café"
    for mark, encoding in BOMS:
        content = mark + text.encode(encoding)
        [first, *_] = [m for m, _ in BOMS if content.startswith(m)]
        assert first == mark
    assert codecs.BOM_UTF8 in dict(BOMS)
