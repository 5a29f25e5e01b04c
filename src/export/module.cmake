set(USES base decode link)
set(PACKAGES )
set(TABLES )
