set(USES base decode store)
set(PACKAGES jansson zlib)
set(TABLES nations.tsv cameo.tsv)
