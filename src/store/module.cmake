set(USES base decode link)
set(PACKAGES sqlite3 jansson zlib libutf8proc)
set(TABLES )
