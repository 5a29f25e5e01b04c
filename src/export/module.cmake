set(USES base decode link store)
set(PACKAGES jansson zlib libutf8proc)
set(TABLES nations.tsv cameo.tsv)
