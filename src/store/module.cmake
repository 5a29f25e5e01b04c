set(USES base decode link)
set(PACKAGES sqlite3 jansson zlib libutf8proc)
set(OPTIONAL libpq) # PostgreSQL: what is in db_pg*.c
set(FILES_libpq db_pg)
set(TABLES )
