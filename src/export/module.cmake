set(USES base decode store)
set(PACKAGES )
set(TABLES )
