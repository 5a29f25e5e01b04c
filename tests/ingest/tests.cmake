casus_test(sha256 ${CMAKE_CURRENT_SOURCE_DIR}/ingest/sha256_test.c base)
casus_test(utf8 ${CMAKE_CURRENT_SOURCE_DIR}/ingest/utf8_test.c base)
casus_test(normal ${CMAKE_CURRENT_SOURCE_DIR}/ingest/normal_test.c ingest)
