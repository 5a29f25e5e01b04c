set(USES base decode)
set(PACKAGES )
set(TABLES )
