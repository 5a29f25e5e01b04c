#include "base/fold.h"
#include "base/fold_table.h"

const char *cs_fold_letters(uint32_t cp) {
    if (cp >= 0xC0 && cp < 0x250) return FOLD_C0[cp - 0xC0];
    if (cp >= 0x1E00 && cp < 0x1F00) return FOLD_1E00[cp - 0x1E00];
    return cp == 0x259 || cp == 0x18F ? "a" : "";
}

bool cs_fold_drops(uint32_t cp) {
    switch (cp) {
    case '\'':
    case '`':
    case '.':
    case 0xB4:
    case 0x2BB:
    case 0x2BC:
    case 0x2BD:
    case 0x2BE:
    case 0x2BF:
    case 0x2C8:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x2B9:
    case 0x2BA:
    case 0x2EE: return true;
    default: return cp >= 0x300 && cp < 0x370;
    }
}
