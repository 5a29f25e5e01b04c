set(USES base decode link store)
set(PACKAGES jansson zlib)
set(TABLES nations.tsv cameo.tsv)
