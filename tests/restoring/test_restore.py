from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reference import slowly

from rawi.arabic import folded
from rawi.model import Span
from rawi.restoring import Lexicon, restore
from rawi.restoring.findings import MARGINS
from rawi.restoring.lexicon import shipped
from rawi.restoring.shortcuts import shortcut
from rawi.restoring.weighing import look_long

MASKED = [
    ("الإرهـ.ـابية", "الإرهابية", "tatweel-mark"),
    ("معت.ـظمهم", "معتظمهم", "tatweel-mark"),
    ("سـ.ـرَّب", "سرَّب", "tatweel-mark"),
    ("فـ.ـلـ.ـسـ.ـطـ.ـيـ.ـن", "فلسطين", "tatweel-mark"),
    ("بــيـ,ــع", "بيع", "tatweel-mark"),
    ("شـ. ـديد", "شديد", "tatweel-space"),
    ("الـ. ـوفـ. ـيات", "الوفيات", "tatweel-space"),
    ("تقــ ـريـ ـر", "تقرير", "tatweel-space"),
    ("حـ.ـمـ.ـا.س", "حماس", "mark+tatweel-mark"),
    ("مش.هد", "مشهد", "mark"),
    ("م.ج.ز.ر.ة", "مجزرة", "mark"),
    ("الإ….سرائيلي", "الإسرائيلي", "mark"),
    ("ق*تل", "قتل", "mark"),
    ("غ💔زة", "غزة", "emoji"),
    ("شـ🔴ـهيد", "شهيد", "tatweel-mark"),
    ("غ ز ة", "غزة", "letters-apart"),
    ("الإر هاب", "الإرهاب", "space"),
    ("قت\u200bيل", "قتيل", "invisible"),
    ("إرها\u200cب", "إرهاب", "invisible"),
    ("ق̶ت̶ل̶", "قتل", "combining"),
    ("ﺍﻹﺭﻫﺎﺏ", "الإرهاب", "presentation"),
    ("الفلسطینی", "الفلسطيني", "keyboard"),
    ("ڪتائب", "كتائب", "shape"),
    ("ڡلسطىں", "فلسطين", "dotless"),
    ("الٯصف", "القصف", "dotless"),
    ("فلسطىں", "فلسطين", "dotless"),
    ("7ماس", "حماس", "digit"),
    ("تف3يل", "تفعيل", "digit"),
    ("إسرا2يل", "إسرائيل", "digit"),
    ("حسا¹بات", "حسابات", "digit"),
    ("دولاr", "دولار", "latin"),
    ("المقاwaمة", "المقاومة", "latin"),
    ("عاااااجل", "عاجل", "repeated"),
    ("الارهاااب", "الارهاب", "repeated"),
    ("جداااا", "جدا", "repeated"),
    ("#إسرااائيييل", "#إسرائيل", "repeated"),
    ("الممملكة", "المملكة", "repeated"),
    ("إرهـ.ـابيييين", "إرهابيين", "repeated+tatweel-mark"),
    ("كو*ونا", "كورونا", "letter-lost"),
    ("انـ*ـحار", "انتحار", "letter-lost"),
    ("#داعـ.ـش", "#داعش", "tatweel-mark"),
]

CLEAN = [
    "محمـــد",
    "الجــديــد",
    "1436هـ",
    "1436هـ.",
    "25/10/1436هـ",
    "د.محمد",
    "أ.د.",
    "ص.ب",
    "3.5",
    "٣٫٧",
    "العربية.نت",
    "www.spa.gov.sa",
    "info@enabbaladi.org",
    "وكالات+",
    "1ـ",
    "ـ",
    "ب.ك.ك",
    "م.ت.ف",
    "(أ.ف.ب)",
    "بي.بي.سي",
    "سي.إن.إن",
    "F-16",
    "إف-16",
    "أستانة-15",
    "قال.وأضاف",
    "المدينة،وأكد",
    "شاهد..التفاصيل",
    "سوريا…هذا",
    ":)",
    "^_^",
    "#غزة_تحت_القصف",
    "لـ«الشرق",
    'لـ"صحيفة',
    "الـ15",
    "الـCIA",
    "لـ(واس)",
    "يناير/كانون",
    "طالب/ة",
    "معلمـ/ـة",
    "متدربـ/ـة",
    "و/أو",
    "كم/ساعة",
    "كوفيد19",
    "م2",
    "2015م",
    "الساعة10",
    "ڤيديو",
    "پوتين",
    "عاجل🔴غارة",
    "بِسْمِ",
    "ﷺ",
    "الرئيسية|أخبار",
    "(ع.م)",
    "12:30",
    "لاااا",
    "هههههه",
    "آآآه",
    "اللغة",
    "لللغة",
    "لللاعبين",
    "وووري",
    "تتتالى",
    "ممكن",
    "تتكلم",
    "كووورة",
    "XXIII",
    "مصر(هم)",
    "المدير(ون)",
]

IN_CONTEXT = [
    ("ال.م.ق.ا.و.م.ة ترد على المجزرة", "المقاومة ترد على المجزرة"),
    ("بيان من سـ.ـر.ايا القـ.ـدس حول العملية", "بيان من سرايا القدس حول العملية"),
    ("اسـ ـتشـ ـهاد صحفي في غارة", "استشهاد صحفي في غارة"),
    ("شه💔داء غ💔زة في القلب", "شهداء غزة في القلب"),
    ("#غـ.ـزة_تحت_القـ.ـصف", "#غزة_تحت_القصف"),
    ("وسـ.ـيـ.ـقـ.ـتـ.ـلونهم", "وسيقتلونهم"),
    ("و.الأ.سـ.ـر.ى", "والأسرى"),
    ("(الشهـ.ـيد) و«الأسـ.ـير»", "(الشهيد) و«الأسير»"),
    ("جنـ/ـود الاحتـ/ـلال", "جنود الاحتلال"),
    ("داع*ش والن*صرة", "داعش والنصرة"),
    ("قذ ائف الهاون على السوق", "قذائف الهاون على السوق"),
    ("ب و ت ي ن يزور الصين", "بوتين يزور الصين"),
    ("الکیان الصهیوني", "الكيان الصهيوني"),
    ("ح.ماس،والجهاد", "حماس،والجهاد"),
    ("عااااجل: قصـ.ـف عنيف", "عاجل: قصف عنيف"),
    ("مستو.طنون يحر.قون", "مستوطنون يحرقون"),
]

PHRASES = [
    "- هل ذهبت؟- نعم.- متى؟",
    "أ- التعريف ب- الشروط ج- الأحكام",
    "1ـ المقدمة 2ـ العرض 3ـ الخاتمة",
    "قِفـا نَبـكِ مِن ذِكـرى حَبيـبٍ",
    "السادسة.وكان المتحدث قد قال.إن القوات",
    "ج.م.ع - ش.م.م",
    "سورة ق و ن و ص",
    "لـ.. من يهمه الأمر",
    "ابن رشد (ت.595هـ)",
    "سەرۆکی هەرێمی کوردستان لەگەڵ شاندێک کۆبووەوە",
    "أ ف ب",
    "د ب أ",
    "و قال",
    "الرياض ـ واس",
    "ثـ ، ـثـ ، ـث",
    "طـ (ـط ، ـطـ ،طـ)",
    "إسرائيلي ــ فلسطيني دون حدود",
    "العام 1433هـ تحت عنوان",
    "بـ 3 أبناء",
    "لـ 976 ألف طفل",
    "جمهوری اسلامی ایران می‌گوید",
    "وزیر امور خارجه ایران",
    "تہران: وزیرِ خارجہ نے کہا ہے",
    "هەرێمی کوردستان",
]

HOSTILE = st.text(alphabet='حماسغزةإرهابالكتقنيوـ.،…*-_/ \n\u200b\u200c\u200f\u064e\u0651ﺍﻹﻫیکہپڡںٮ1379aRw💔«»"()#@', max_size=60)


ANY_SIGN = 'حماسغزةإرهابلكتقنيوـ.،…*-ـ.ـ."«»()/_:%=#@🔴\u200b\u200c\u064e\u064b ٮی7a'


BITS = ["اااا", "ررر", "ممم", "ا", "ل", "ح", "م", "س", "ق", "ت", "غزة", "حرب", "قال", "ال", "في", "ـ", "ـ", "ـ", "،", "،", "؛", "ـ،ـ", "ــ"]


@pytest.mark.parametrize(("masked", "word", "device"), MASKED)
def test_each_device_is_undone(masked: str, word: str, device: str) -> None:
    """Every device seen in the wild is undone and named, with a reason and a score."""
    restored = restore(masked)
    assert restored.text == word
    (only,) = restored.restorations
    assert only.device == device
    assert only.reason.rule
    assert 0.5 <= only.reason.score <= 1
    assert only.reason.spans


@pytest.mark.parametrize("chunk", CLEAN)
def test_what_looks_masked_and_is_not_stays(chunk: str) -> None:
    """Prefixes before quotation marks, Hijri years, initials, addresses, decimals, hashtags, emphasis and joined sentences stay."""
    assert restore(chunk).text == chunk
    assert restore(f"وقال المتحدث {chunk} أمس").text == f"وقال المتحدث {chunk} أمس"


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrases_stay(phrase: str) -> None:
    """Agencies spelled letter by letter, dashes of tatweel and phrases in Persian, Urdu and Kurdish stay, alone and inside Arabic."""
    assert restore(phrase).text == phrase
    assert restore(f"وأضاف المتحدث أمس {phrase} في بيان").text == f"وأضاف المتحدث أمس {phrase} في بيان"


@pytest.mark.parametrize(("masked", "restored"), IN_CONTEXT)
def test_words_with_prefixes_in_their_sentence(masked: str, restored: str) -> None:
    """Masked words with clitics, in hashtags, brackets and sentences come out whole, and what stands round them stays."""
    assert restore(masked).text == restored


def test_stretched_words_stay_on_screen_and_are_found() -> None:
    """A tatweel alone may be ornament, so the shown text keeps it; search folds it away and finds the word either way."""
    for stretched in ("محـمد", "محمـــد", "فلسـطين"):
        assert restore(stretched).text == stretched
        assert folded(stretched) == folded(stretched.replace("ـ", ""))


def test_a_masked_text_asks_for_no_more_evidence_than_its_restored_one() -> None:
    """No margin is wider where masking was seen: else a restored text, which shows none, would be restored further."""
    assert all(seen <= short <= unseen for seen, unseen, short in MARGINS.values())


def test_a_letter_drawn_out_is_weighed_by_the_text() -> None:
    """What is a mask in a short post is emphasis in a long article, unless the word is far too common to doubt."""
    article = "وقال المتحدث إن الاجتماع انتهى أمس في المدينة " * 8
    assert restore("عاااااجل").text == "عاجل"
    assert restore(article + "عاااااجل").restorations == ()
    (only,) = restore("الممملكة").restorations
    assert [other.text for other in only.others] == ["الملكة"]


def test_the_span_is_the_word_as_found() -> None:
    """A restoration's span covers the masked word in the text as given, without the signs around it."""
    text = "قال إن «الإرهـ.ـابية» كذا"
    (only,) = restore(text).restorations
    assert only.span.of(text) == only.found == "الإرهـ.ـابية"
    assert only.restored == "الإرهابية"


def test_a_lost_letter_is_offered_not_forced() -> None:
    """Where a letter was lost the score is lower than that of a sure form, and the word without it is among the alternatives."""
    (only,) = restore("انـ*ـحار").restorations
    assert only.reason.score < 1
    assert "انحار" in [other.text for other in only.others]


@settings(max_examples=300, deadline=None)
@given(HOSTILE)
@example("قتـ.ـل ة")
def test_restoring_twice_changes_nothing(text: str) -> None:
    """restore(restore(x)) == restore(x), whatever x is."""
    once = restore(text).text
    assert restore(once).text == once


@settings(max_examples=300, deadline=None)
@given(HOSTILE)
def test_offsets_hold_for_every_character(text: str) -> None:
    """Each character of the restored text maps back, in order and in range; what no edit touched stays; spans name what stood there."""
    restored = restore(text)
    offsets = restored.layer.offsets()
    assert len(offsets) == len(restored.text) + 1
    assert offsets == sorted(offsets)
    assert all(0 <= at <= len(text) for at in offsets)
    for restoration in restored.restorations:
        assert restoration.span.of(text) == restoration.found
        assert restored.layer.forward(restoration.span).of(restored.text) == restoration.restored
    rest = [Span(0, 0), *(restoration.span for restoration in restored.restorations), Span(len(text), len(text))]
    for left, right in pairwise(rest):
        between = Span(left.end, right.start)
        assert restored.layer.forward(between).of(restored.text) == between.of(text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=ANY_SIGN, max_size=14))
def test_shortcuts_answer_as_the_long_way(chunk: str) -> None:
    """A shortcut gives exactly what the long way gives, or leaves the answer to it."""
    short = shortcut(chunk, shipped())
    assert short is None or short == look_long(chunk, shipped())


def test_a_lexicon_of_ones_own() -> None:
    """A reader's own list decides what the shipped one does not know, and a lexicon can learn the words of other texts."""
    assert restore("زمب.ليط").text == "زمب.ليط"
    assert restore("زمب.ليط", lexicon=Lexicon.parse("# mine\nزمبليط\t40\nقال\t60\n")).text == "زمبليط"
    assert restore("زمب.ليط", lexicon=shipped().learned(["زمبليط", "زمبليط"])).text == "زمبليط"


@settings(max_examples=400, deadline=None)
@example([["س", "،", "ال", "،", "ال", "ا"]])
@given(st.lists(st.lists(st.sampled_from(BITS), min_size=1, max_size=9), max_size=4))
def test_the_slow_reference_agrees(lines: list[list[str]]) -> None:
    """On letters with tatweel and commas between them the fast restorer gives what a slow and obvious one gives."""
    text = "\n".join("".join(line) for line in lines)
    assert restore(text).text == slowly(text, shipped())


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("سقوط الجـ\u200bرحى في", "سقوط الجرحى في"),
        ("سقوط الج\u200b\u0640رحى في", "سقوط الجرحى في"),
        ("انفجـ\u2060ار ضخم", "انفجار ضخم"),
        ("سقوط الجـرحى في", "سقوط الجـرحى في"),
        ("سقوط الجـ\u200dرحى في", "سقوط الجـ\u200dرحى في"),
        ("عام 1445هـ\u200bالموافق", "عام 1445هـ\u200bالموافق"),
    ],
)
def test_a_tatweel_that_hides_something_is_a_mask(text: str, restored: str) -> None:
    """A tatweel with a zero-width character that no orthography sets there is undone; alone, with a joiner, or in a Hijri year it stays."""
    assert restore(text).text == restored
