#!/usr/bin/env python3
"""Writes wordpiece.tsv beside this file: hard words with the shape and the pieces that train/wordpiece.py gives them.

usage: make_wordpiece.py vocab.txt
"""
import os, random, sys
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "..", "train"))
from wordpiece import Vocabulary, shape

WORDS = """the The THE tHe A a I iPhone McDonald O'Neil al-Shabaab Al-Nur n't 's ’s don’t ‘tis “ ” … – — ‐ ‑ − -- --- ... !!! ?!
U.S. u.s. U.N.-backed 5 5th 1,000 3.5 AK-47 M16A2 T-72s 12:30 9/11 2014–2016 $5 €10 £3m 50% №5 ½ ² x² ٣ ３ Ⅳ ⅻ
café cafe\u0301 CAFÉ naïve Zürich Ångström Ångstro\u0308m Łódź Šumadija Çelik İstanbul ISTANBUL ıstanbul i\u0307 ǅ ǆ Ǆ ŉ ß ẞ STRASSE Straße ﬁre ﬀ œuvre Æthel
Đoković Nguyễn Tiê\u0301ng Việt ʼn Hawaiʻi Qurʾān ʿAlī Rāʾid Sanaa Ṣanʿāʾ Ash-Shaddādī
ΑΘΗΝΑΣ ΣΟΦΟΣ σοφός Σ ΑΣ. Σ’ ΑΣ-Β ΟΔΥΣΣΕΥΣ ά ΐ ΰ Ὀδυσσεύς ᾳ ᾼ
Москва МОСКВА й и\u0306 Йод Ёлка ґ Київ Ђорђе
داعش القاعدة إسلامية مُحَمَّد ﷺ لا ﻻ عبد\u200cالله حماس، ؟ אָלֶף ירושלים
北京 北 京市a 日本語 にほんご が か\u3099 カタカナ ｶﾀｶﾅ 한국 ㈜ ㍿ Ａｂｃ １２３
हिन्दी कि ক্ষ தமிழ் ไทย ກຳ ខ្មែរ མི
😀 👍🏽 👨\u200d👩\u200d👧 🇺🇦 ❤\ufe0f ☂ ★ → ∞ ≤ ± © ® ™ ° ¶ § ¿ ¡ « » 𝐀𝐁 𝓐 𐐀 𐐨
co\u00adoperate zero\u200bwidth no\u00a0break thin\u2009space bom\ufeff \ufffd x\ufffdy a\u0300\u0301\u0302\u0303 \u0301 \u200d \u200e
a_b @user #tag http://example.org/a?b=c&d=e someone@example.org C:\\dir ~/x ^ ` `` '' "q" {x} [UNK] [CLS] ## ##s #s <b> | \\ / // * ** +1 = ==
antidisestablishmentarianism Qwertyuiopasdfghjklzxcvbnm pneumonoultramicroscopicsilicovolcanoconiosis supercalifragilistic Xyzzyplugh
kidnappings detonated militiamen counterinsurgency Kabul's Rojava Kandahari Hizbullah Jabhat
\u2028 \u0085 \x07 a\x07b \u061c ـ ـهـ ꙮ ꟼ \u0f39 \u302a 가\u302e ㆍ ƒ ʰ ˈ ˇ ^^ ¨ ´ ¯""".split(" ")


def main():
    vocab = Vocabulary(sys.argv[1])
    words = [w for chunk in WORDS for w in chunk.split("\n") if w]
    words += ["x" * n for n in (99, 100, 101, 300)] + ["é" * n for n in (100, 101)] + ["." * 300, "ab" * 200, "a-" * 90]
    rng = random.Random(7)
    pool = [c for c in map(chr, [*range(0x21, 0x250), *range(0x370, 0x600), *range(0x900, 0x980), *range(0x1E00, 0x2070),
                                 *range(0x3040, 0x3100), *range(0xAC00, 0xAC40), *range(0x1F600, 0x1F640), *range(0x300, 0x340)])
            if c not in "\t\n\x85\u2028\u2029"]
    words += ["".join(rng.choice(pool) for _ in range(rng.randint(1, 9))) for _ in range(600)]
    with open(os.path.join(here, "wordpiece.tsv"), "w", encoding="utf-8", newline="\n") as f:
        f.write("# word, shape, pieces: by make_wordpiece.py from train/wordpiece.py\n")
        for w in words:
            if "\t" not in w and "\n" not in w and not w.startswith("#"):
                f.write(f"{w}\t{shape(w)}\t{' '.join(map(str, vocab.pieces(w)))}\n")


if __name__ == "__main__":
    main()
