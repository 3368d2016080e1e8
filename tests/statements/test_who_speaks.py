"""Who is taken for the speaker, with the names of the text looked for as a page's are."""

from __future__ import annotations

import pytest

from rawi.facts import read_names
from rawi.model import Span, Statement, Story
from rawi.statements import read_statements


def read(text: str) -> tuple[Statement, ...]:
    """The attributed statements of a text of lines."""
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    story = Story("s1", "p1", (Span(0, len(text)),), paragraphs=tuple(spans))
    named = read_names(text, story)
    found = read_statements(text, story, mentions=named.mentions, entities=named.entities)
    return tuple(one for one in found if one.attributed)


def speakers(text: str) -> list[str | None]:
    """Who speaks, statement by statement."""
    return [one.speaker.name for one in read(text)]


MINISTER = "وقال الوزير سليم الحارثي في مؤتمر صحفي إن الميناء سيفتح. "


@pytest.mark.parametrize(
    "frame",
    ["وفيما يتعلق بملف العمال أوضح", "وفيما يخص الأجور، أكد", "وبخصوص الإضراب، أكد", "وبشأن الرسوم أضاف", "وعقب الاجتماع أكد"],
)
def test_what_a_report_is_about_does_not_speak(frame: str) -> None:
    """«As concerns the wages, he said»: the subject matter and the occasion are no speaker; who spoke before goes on."""
    assert speakers(MINISTER + frame + " أن الرواتب ستصرف غدا.") == ["سليم الحارثي"] * 2


def test_who_is_accused_does_not_speak() -> None:
    """«…, and accused the university of …»: the accused is part of the content, and the accuser goes on from before."""
    text = "قالت المعلمة ليلى الحسن إن القبول تأخر. واتهمت الجامعة بتغيير رغبات ابنتها."
    first, second = read(text)
    assert [first.speaker.name, second.speaker.name] == ["ليلى الحسن"] * 2
    assert second.content[0].of(text) == "الجامعة بتغيير رغبات ابنتها"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال سالم العمري، محامي الرئيس خالد النجار، إن القضية ستغلق.", "سالم العمري"),
        ("وقال محامي الرئيس خالد النجار، سالم العمري، إن القضية ستغلق.", "سالم العمري"),
        ("وقال سالم العمري، المستشار سابقا لدى رئيس الوزراء السابق خالد النجار، إن القضية ستغلق.", "سالم العمري"),
    ],
)
def test_the_one_named_and_not_the_one_he_works_for(text: str, name: str) -> None:
    """Of two people in a noun phrase, it means the one at its head or between commas, not the one in the other's title."""
    assert speakers(text) == [name]


def test_two_who_speak_together() -> None:
    """«X and Y said» is said by both, and what they added too."""
    text = "وقال أحمد الحسن وخالد العمري إن الطريق مغلق. وأضافا أن المطر شديد."
    assert speakers(text) == ["أحمد الحسن وخالد العمري"] * 2


def test_a_name_does_not_run_into_a_verb() -> None:
    """«said that X will head the team»: the verb belongs to no name."""
    text = "وأكد مدير الإمداد صلاح المزروع سيرأس الفريق أن الرحلة ستبدأ غدا."
    assert speakers(text) == ["صلاح المزروع"]


def test_an_honorific_means_nobody_without_its_owner() -> None:
    """«The Highness the governor thanked …»: the whole construct speaks, and a new office is not whoever spoke last."""
    text = "شكر سمو محافظ الوادي راعي الحفل على دعمه للمسابقة."
    assert speakers(text) == ["سمو محافظ الوادي"]
    assert speakers(MINISTER + "وأعرب سمو أمير الجبل عن شكره للحضور.")[-1] != "سليم الحارثي"


def test_a_headline_whose_speaker_the_story_names() -> None:
    """«X: …» over a story in which X speaks is X's statement, however unusual the name; «place: …» is none."""
    assert speakers("موديز: اقتصاد الوادي ينمو ثلاثة في المئة\nقالت وكالة موديز إن الاقتصاد سينمو ثلاثة في المئة.")[0] == "موديز"
    assert len(read("وادي الزيتون: أمطار غزيرة تقطع الطرق\nقالت الأرصاد إن الأمطار ستستمر.")) == 1


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("ونفى الوزير سليم الحارثي، في مقابلة مع بي بي سي، أي تدخل في الموقع.", ["بي بي سي"]),
        ('وأشار سليم الحارثي في مقابلة مع "العربية" إلى أن البرنامج سيستمر.', ["العربية"]),
        ("قال سليم الحارثي في بيان حصلت رويترز على نسخة منه إن المزايدة ستشمل خمسة قطاعات.", ["رويترز"]),
    ],
)
def test_a_medium_is_called_by_its_name(text: str, media: list[str]) -> None:
    """The medium in an occasion is named whole, and without what follows it."""
    (one,) = read(text)
    assert [link.name for link in one.medium] == media


def test_several_sources_are_not_called_several() -> None:
    """A number before unnamed sources is no name."""
    assert speakers("كشفت عدة مصادر أمنية وعسكرية أن الجسر انهار.") == ["عدة مصادر أمنية وعسكرية"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("ارتفعت حصيلة الانفجار إلى عشرة قتلى، على ما أفادت وزارة الصحة أمس.", "ارتفعت حصيلة الانفجار إلى عشرة قتلى"),
        ("انتهت الأزمة في الوادي، على ما أعلن الجيش الأحد.", "انتهت الأزمة في الوادي"),
    ],
)
def test_a_source_behind_its_clause(text: str, content: str) -> None:
    """«…, on what X said»: X speaks, and the clause before is the content."""
    (one,) = read(text)
    assert one.content[0].of(text) == content


@pytest.mark.parametrize(
    ("text", "speaker", "addressee"),
    [
        ("وحذرت الوزارة سكان الأحياء القريبة من استنشاق الدخان.", "الوزارة", "سكان الأحياء القريبة"),
        ("دعا وزير البيئة محمد المشنوق البلديات إلى فرز النفايات.", "محمد المشنوق", "البلديات"),
    ],
)
def test_who_is_warned_is_the_addressee(text: str, speaker: str, addressee: str) -> None:
    """«The ministry warned the people of …»: the speaker's name ends where the addressee begins."""
    (one,) = read(text)
    assert one.speaker.name == speaker
    assert one.addressee is not None
    assert one.addressee.of(text) == addressee


def test_an_imam_is_no_preposition() -> None:
    """«The imam of the mosque» is a person, though without its hamza the word is spelled like «in front of»."""
    assert speakers('وقال إمام المسجد الكبير عبد الرحيم النحاس خلال التشييع: "لن ننسى".') == ["عبد الرحيم النحاس"]


def test_whoever_speaks_passes_on_what_a_verb_without_subject_quotes() -> None:
    """«The paper said …, and quoted a worker as saying»: the paper is the relay of the worker, and goes on speaking afterwards."""
    text = "وذكرت صحيفة الوادي أن العمال غاضبون، ونقلت عن عامل قوله إن الأجور لم تصرف. وأشارت إلى أن المفاوضات مستمرة."
    assert [[link.name for link in one.chain] for one in read(text)] == [["الوادي"], ["الوادي", "عامل"], ["الوادي"]]


def test_who_is_quoted_is_not_who_spoke_last() -> None:
    """«The minister said. And the engineer was quoted as saying»: a bare title in a quotation passed on means somebody else."""
    assert speakers(MINISTER + "ونقل عن المهندس قوله إن الصدأ سببه.")[-1] != "سليم الحارثي"


@pytest.mark.parametrize("source", ["صحف محلية", "صحيفة تركية", "موقع إخباري"])
def test_a_paper_without_a_name_keeps_its_noun(source: str) -> None:
    """«Local papers» are called so, not «local»."""
    assert speakers(f"وارتفع عدد القتلى إلى عشرة، بحسب {source}.") == [source]


@pytest.mark.parametrize(
    ("verb", "speaker"),
    [("وقالت", "ليلى الحسن"), ("وأضاف", "سليم الحارثي"), ("وقال", "سليم الحارثي")],
)
def test_who_acts_in_the_sentence_before(verb: str, speaker: str) -> None:
    """After «she visited the wounded», «she said» is hers; «he added», and what a man said, goes on with who spoke before."""
    text = f"{MINISTER}\nوزارت الكاتبة ليلى الحسن المصابين في المستشفى.\n{verb} إن الجرحى بخير."
    assert speakers(text)[-1] == speaker


def test_one_person_is_not_they() -> None:
    """What «they asked for» is nobody's by name where one person spoke before; what two said together goes on."""
    text = "وأوضح عوزي حداد أن من تواصلوا معه طلبوا دعما ماليا من أجل بناء جسر."
    assert [(one.cue and one.cue.of(text), one.speaker.name) for one in read(text)] == [("وأوضح", "عوزي حداد"), ("طلبوا", None)]


def test_whom_it_befell_spoke() -> None:
    """«It befell X that he stressed» is X's statement, whoever spoke last."""
    assert speakers(MINISTER + "وسبق للرئيس خالد النجار أن أكد أن العودة أولوية.")[-1] == "خالد النجار"


def test_who_stands_in_the_gap() -> None:
    """Capitals between «accused» and the accused are the accusers, not whoever spoke last."""
    assert speakers("وقالت صحف محلية إن الجيش تأهب. واتهمت دمشق وموسكو، إسرائيل هي التي شنت الهجوم.")[-1] == "دمشق وموسكو"


def test_news_that_says() -> None:
    """In «on the local sites news which says» the indefinite noun speaks, not the sites with it."""
    assert speakers("انتشرت على مواقع التواصل المحلية المختلفة أنباء تتحدث عن هروب المتمردين من أرض المعركة.") == ["أنباء"]


def test_a_participle_goes_with_its_own_sentence() -> None:
    """«Earlier the ministry disclosed …, stressing that» is the ministry's, not the spokesman's of the sentence before."""
    text = "وصرح جون كيروز أن القوات باقية. وفي وقت سابق كشفت وزارة الدفاع عن دور القوات، مؤكدة أنها لن ترحل."
    assert speakers(text)[-1] == "وزارة الدفاع"


def test_what_was_said_by_nobody() -> None:
    """«It was said that»: nobody is named, and whoever spoke before does not go on speaking."""
    text = MINISTER + "وقيل إن الأسعار سترتفع. وأضاف أن العمل سيبدأ غدا."
    assert speakers(text) == ["سليم الحارثي", None, "سليم الحارثي"]


@pytest.mark.parametrize(
    ("text", "name", "content"),
    [
        ("وبحسب الشرطة هناك خمسة قتلى في الحادث.", "الشرطة", "هناك خمسة قتلى في الحادث"),
        ("ووفقا لوزارة الصحة سقط خمسة قتلى في الحادث.", "وزارة الصحة", "سقط خمسة قتلى في الحادث"),
    ],
)
def test_a_source_without_a_comma(text: str, name: str, content: str) -> None:
    """«According to the police there are five dead»: the source ends where the clause begins, with a verb or «there is»."""
    (one,) = read(text)
    assert (one.speaker.name, one.content[0].of(text)) == (name, content)


def test_the_accused_behind_a_speaker_in_front() -> None:
    """«X accused the company of …» with X before the verb: what stands behind the verb is accused, and part of the content."""
    text = "وكان نقيب العمال سليم الحارثي اتهم الشركة بتجاهل الشكاوى."
    (one,) = read(text)
    assert (one.speaker.name, one.content[0].of(text)) == ("سليم الحارثي", "الشركة بتجاهل الشكاوى")


def test_a_medium_ends_with_its_marks() -> None:
    """«Said to “X” the director that …»: the medium is what stands in the marks, the name behind them is who speaks."""
    text = 'أكد لـ"الأفق" سليم الحارثي مدير الميناء أن الرصيف سيفتح غدا.'
    (one,) = read(text)
    assert one.speaker.name == "سليم الحارثي"
    assert [link.name for link in one.chain] == ["الأفق", "سليم الحارثي"]


def test_who_stands_beside_a_role() -> None:
    """«The keeper of the team, X, spoke of …, wishing his club luck»: the participle is that of the name beside the role."""
    text = "(وكالات) - تحدث حارس مرمى الفريق الأول، سليم الحارثي، عن حجم الإصابة التي تعرض لها، متمنيا التوفيق لناديه في الدوري."
    assert speakers(text)[-1] == "سليم الحارثي"


def test_also_is_no_source() -> None:
    """«…, as well he praised the efforts»: «as» with a verb that tells nothing adds a report, and is no «as X said»."""
    text = "وثمن الوزير سليم الحارثي زيارة الأمير للمدينة، كما ثمن جهود البلدية."
    assert speakers(text) == ["سليم الحارثي"] * 2


def test_who_called_it_so() -> None:
    """«Information which | the checkers of facts | called exaggerated»: who stands between a verb with its object and «as» speaks."""
    text = 'وهي معلومات وصفها مدققو الحقائق بأنها "مبالغ فيها".'
    (one,) = read(text)
    assert (one.speaker.name, one.content[0].of(text)) == ("مدققو الحقائق", 'بأنها "مبالغ فيها"')


def test_a_team_is_no_general() -> None:
    """«The medical team»: what may be a rank is a body where an adjective follows it."""
    (one,) = read("وأعلن الفريق الطبي للاتحاد أن اللاعب سيغيب شهرا كاملا.")
    assert (one.speaker.name, one.speaker.kind) == ("الفريق الطبي للاتحاد", "organisation")


def test_titles_on_both_sides_of_a_name() -> None:
    """«The director X, the manager of the company Y, stressed»: the name between two titles speaks, not the company."""
    text = "أكد المخرج ممدوح سالم المدير العام لمؤسسة رواد ميديا أن الفيلم سيعرض غدا."
    assert speakers(text) == ["ممدوح سالم"]


def test_what_the_writer_infers() -> None:
    """«The withdrawal of the firms points to …»: what was done says nothing, and whoever spoke before does not say it."""
    text = MINISTER + "كما يشير بدء انسحاب الشركات من البلاد إلى أن الأزمة ستطول."
    assert speakers(text) == ["سليم الحارثي"]


def test_when_ends_the_phrase_before_it() -> None:
    """«The star X answered when she said to a contestant …»: «when» belongs to no name, and whom she speaks to does not speak."""
    assert speakers('ردت النجمة إليسا الخوري حينما قالت لمتسابق "لا يمكن أن أختارك اليوم".') == ["إليسا الخوري"]


def test_what_dashes_set_apart() -> None:
    """«A woman - she declined to give her name - said … that»: the aside is no content of «said»; what stands behind it is."""
    text = "وقالت سيدة - رفضت الكشف عن اسمها - بعد الحادث يوم السبت إنها لم تكن على دراية بالأمر."
    assert read(text)[0].content[0].of(text) == "إنها لم تكن على دراية بالأمر"


def test_whom_a_relative_clause_describes() -> None:
    """«The child was taken to the hospital, which confirmed …»: the noun before «which» speaks, not the sentence's subject."""
    assert speakers("ونقلت الطفلة لاحقا إلى المستشفى المحلي الذي أكد في بيان له ولادة الطفلة.") == ["المستشفى المحلي"]


def test_stressing_goes_on_with_whom_another_quotes() -> None:
    """«X said that Y asked for …, stressing that»: Y stresses, through X; «adding» goes on with X."""
    told = "صرح الناطق سامر الغيداني بأن الرئيس نادر الحناوي طلب نقل تحياته إلى أهل المدينة، {} أن الجسر سيبقى مفتوحا."
    stressed, added = read(told.format("مؤكدا"))[-1], read(told.format("مضيفا"))[-1]
    assert stressed.speaker.name == "نادر الحناوي"
    assert [link.name for link in stressed.chain] == ["سامر الغيداني", "نادر الحناوي"]
    assert added.speaker.name == "سامر الغيداني"


def test_on_the_tongue_of() -> None:
    """«The embassy relayed on the tongue of the spokeswoman her saying»: «on» is no part of the embassy's name."""
    (one,) = read("ونقلت السفارة الأمريكية في عمان على لسان المتحدثة قولها إن الميناء مفتوح أمام السفن.")
    assert [link.name for link in one.chain] == ["السفارة الأمريكية في عمان", "المتحدثة"]


@pytest.mark.parametrize(
    "role",
    ["وزير الشؤون البلدية والقروية", "المدير العام لشركة تشغيل المطارات", 'المدير التجاري لشركة "إيرباص"'],
)
def test_a_role_is_no_name(role: str) -> None:
    """What a minister is in charge of, or the company that a director is of, is not the speaker's name."""
    assert speakers(f"وقال {role} إن العمل مستمر في الموقع.") == [role.replace('"', "")]


def test_who_is_called_on_does_not_call() -> None:
    """«The ministry announces …, and calls on the citizens to …»: the ministry calls."""
    text = "وزارة الداخلية تعلن إلقاء القبض على شبكة تزوير، وتدعو المواطنين إلى الإبلاغ عن أي نشاط مشبوه"
    assert speakers(text) == ["وزارة الداخلية"] * 2


@pytest.mark.parametrize("asked", ["طلب عدم الكشف عن هويته", "رفض نشر اسمه", "فضل عدم ذكر اسمه"])
def test_who_asks_not_to_be_named(asked: str) -> None:
    """That a source asks not to be named is no statement of its own."""
    assert len(read(f"وقال مصدر أمني {asked} إن الانفجار وقع ليلا.")) == 1


def test_an_agency_that_passes_a_saying_on() -> None:
    """«Agency X relayed from the director his saying that»: one statement, the director's."""
    (one,) = read("ونقلت وكالة المدى عن المدير العام لشركة تشغيل المطارات قوله إن الرحلات ألغيت.")
    assert [link.name for link in one.chain] == ["وكالة المدى", "المدير العام لشركة تشغيل المطارات"]


def test_a_title_in_construct_is_whole() -> None:
    """«The head of the government pledged»: the government is not whom the head pledges to."""
    assert speakers("وتعهد رئيس الحكومة بمكافحة الفساد.") == ["رئيس الحكومة"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ('وعلق المدرب على الخسارة بقوله: "لم نكن في يومنا".', "وعلق"),
        ('وأضاف الرئيس الأمريكي قائلا: "لا يوجد شيء يستحق".', "وأضاف"),
        ('كتب الصحفي نادر الحناوي على حسابه في تويتر: "ما يحدث الآن خطير جدا".', "كتب"),
    ],
)
def test_what_is_said_once_is_one_statement(text: str, cue: str) -> None:
    """A verb with «saying», or with a colon before its quotation, makes one statement."""
    (one,) = read(text)
    assert one.cue is not None
    assert one.cue.of(text) == cue


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ونشرت الصحيفة تقريرا قالت فيه إن الشركة ستغلق أبوابها.", "الصحيفة"),
        ("وأصدرت النقابة بيانا طالبت فيه بزيادة الأجور.", "النقابة"),
    ],
)
def test_who_issued_what_it_was_said_in(text: str, speaker: str) -> None:
    """«The union issued a statement in which it called for …»: the union calls, and the statement is none of its name."""
    (one,) = read(text)
    assert [link.name for link in one.chain] == [speaker]


def test_quoting_a_source() -> None:
    """«Agency X said, quoting an informed source, that»: one statement, the source's through the agency."""
    (one,) = read("وقالت وكالة الوادي، نقلا عن مصدر مطلع، إن الطائرة سقطت بسبب خلل فني.")
    assert [link.name for link in one.chain] == ["وكالة الوادي", "مصدر مطلع"]


def test_a_quotation_before_its_verb() -> None:
    """«“…”, says X while he sits …»: what stands in marks before the verb is what X says."""
    text = '"لا نريد الحرب"، يقول أبو محمد وهو يجلس أمام خيمته.'
    (one,) = read(text)
    assert (one.speaker.name, one.content[0].of(text)) == ("أبو محمد", '"لا نريد الحرب"')


def test_who_adds_is_somebody() -> None:
    """«X says …, and adds that»: X adds; nobody else does."""
    text = "يقول الخبير الاقتصادي جمال الساعدي، إن التضخم سيستمر، ويضيف أن الحل في زيادة الإنتاج."
    assert speakers(text) == ["جمال الساعدي"] * 2


@pytest.mark.parametrize(
    "text",
    ["وحسب ما جاء في البيان، فإن اللجنة ستجتمع غدا.", "وارتفعت الأسعار بنسبة 10 بالمئة، بحسب ما ورد في البيان."],
)
def test_what_came_in_a_document(text: str) -> None:
    """«According to what came in the statement»: the statement is the source."""
    assert speakers(text) == ["البيان"]


def test_the_same_source() -> None:
    """«The same source», «the agency itself» is whoever was told of before; «itself» is no part of a name."""
    text = "وقالت وكالة المدى إن الطريق مغلق. وتقول الوكالة نفسها إن الجسر انهار. وذكر المصدر ذاته أن المياه مقطوعة."
    assert speakers(text) == ["وكالة المدى"] * 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "قال رئيس الوزراء إن الحكومة باقية. وقال نائب رئيس الوزراء سامر الغيداني إن الخلاف انتهى. وأضاف رئيس الوزراء أن الأمر واضح.",
            ["رئيس الوزراء", "سامر الغيداني", "رئيس الوزراء"],
        ),
        (
            "وقال مستشار الرئيس خالد الدرعاوي إن الخلاف انتهى. وقال الرئيس إن الحكومة باقية. وأضاف المستشار أن الأمر واضح.",
            ["خالد الدرعاوي", "الرئيس", "خالد الدرعاوي"],
        ),
        (
            (
                "وأكد المتحدث باسم وزير الدفاع نادر الحناوي أن الحدود آمنة. وقال وزير الدفاع إن الجيش جاهز. "
                "وأضاف المتحدث باسم وزير الدفاع أن الأمر واضح."
            ),
            ["نادر الحناوي", "وزير الدفاع", "نادر الحناوي"],
        ),
        (
            "وقال نائب رئيس الوزراء وزير الخارجية سامر الغيداني إن الخلاف انتهى. وأضاف وزير الخارجية أن الحكومة باقية.",
            ["سامر الغيداني", "سامر الغيداني"],
        ),
        (
            "قال رئيس الوزراء إن حكومته باقية. وكان زعيم المعارضة نادر الحناوي دعا إلى التظاهر. واتهم الحناوي رئيس الوزراء بالفساد.",
            ["رئيس الوزراء", "نادر الحناوي", "نادر الحناوي"],
        ),
    ],
)
def test_an_aide_is_not_whom_he_serves(text: str, names: list[str]) -> None:
    """The deputy of a prime minister is no prime minister, nor is he whom another accuses; a second title of his own is his."""
    assert speakers(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('وكتب السفير السابق سعيد الراشد على إكس: "لا تتوقعوا اتفاقا".', ["سعيد الراشد"]),
        ("وأكد وزير الخارجية سعيد الراشد في جنيف أن الاتفاق قريب.", ["سعيد الراشد"]),
        ("ونقلت وكالة الوادي عن مسؤول في المطار، لم تسمه، أن الاتصال بالطائرة فقد.", ["مسؤول في المطار"]),
        (
            "وقال زعيم الحزب إن الأزمة عميقة. ورد الناطق باسم الحكومة بأن الحزب شريك في القرار.",
            ["زعيم الحزب", "الناطق باسم الحكومة"],
        ),
    ],
)
def test_a_name_ends_where_it_ends(text: str, names: list[str]) -> None:
    """«The former ambassador X on», «X in Geneva», «an official, whom it did not name»: the name alone; a spokesman is whose he is."""
    assert speakers(text) == names


def test_a_clock_is_not_cut() -> None:
    """A content that ends with a clock has all of it."""
    text = "وبحسب موقع الملاحة، اختفت الطائرة عن الرادار عند الساعة 9:40."
    assert read(text)[0].content[0].of(text) == "اختفت الطائرة عن الرادار عند الساعة 9:40"


@pytest.mark.parametrize("medium", ["رويترز", "الوادي"])
def test_a_medium_passes_on_before_a_colon(medium: str) -> None:
    """«Agency X from an official: …», known or not, is the official's statement through it."""
    (one,) = read(f"{medium} عن مسؤول أمريكي: الضربة كانت محدودة")
    assert [link.name for link in one.chain] == [medium, "مسؤول أمريكي"]


@pytest.mark.parametrize(
    "text",
    ['ولفت "غريزو" الأنظار بشدة قبل المباراة النهائية.', "وحتى لا اتهم بالمحاباة حدث ذلك قبل عشرة أعوام في المدينة."],
)
def test_what_reports_nothing(text: str) -> None:
    """«Drew the eyes» and «lest I be accused» report nothing."""
    assert speakers(MINISTER + text) == speakers(MINISTER)


def test_for_his_part() -> None:
    """«For his part, X supported Y with a post, and wrote»: X wrote, not whoever spoke before."""
    text = MINISTER + 'من جانبه، دعم نادر الحناوي وكيله بصورة تجمعه به وكتب: "كل الدعم".'
    assert speakers(text)[-1] == "نادر الحناوي"
