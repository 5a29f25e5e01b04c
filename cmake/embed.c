/* Build tool: writes a file as a C array. usage: embed IN OUT SYMBOL; gives `const char SYMBOL[]` and `const long SYMBOL_n`. */
#include <stdio.h>

int main(int argc, char **argv) {
    FILE *in = argc == 4 ? fopen(argv[1], "rb") : NULL, *out = in ? fopen(argv[2], "wb") : NULL;
    if (!out)
        return fprintf(stderr, "embed: cannot read %s or write %s\n", argc > 1 ? argv[1] : "?", argc > 2 ? argv[2] : "?"), 1;
    fprintf(out, "extern const char %s[];\nextern const long %s_n;\nconst char %s[] = {", argv[3], argv[3], argv[3]);
    long n = 0;
    for (int c; (c = getc(in)) != EOF; n++) fprintf(out, n % 32 ? "%d," : "\n%d,", c > 127 ? c - 256 : c);
    fprintf(out, "\n0};\nconst long %s_n = %ld;\n", argv[3], n);
    return ferror(in) || fclose(out) != 0;
}
