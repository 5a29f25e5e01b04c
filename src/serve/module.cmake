set(USES base ingest decode link store export import score pipeline)
set(PACKAGES libmicrohttpd jansson)
set(TABLES )

# The page, as it was built (web/README.md), and the API's description.
function(casus_flags_serve)
  casus_assets(casus_serve srv_assets ${CMAKE_SOURCE_DIR}/web/dist
               ${CMAKE_SOURCE_DIR}/src/serve/openapi.json /api/v1/openapi.json)
endfunction()
