set(USES base)
set(PACKAGES sqlite3 jansson zlib libutf8proc)
set(TABLES )
