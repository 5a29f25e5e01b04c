set(USES )
set(PACKAGES )
set(TABLES )
