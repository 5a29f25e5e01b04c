casus_test(pipeline_batch ${CMAKE_CURRENT_SOURCE_DIR}/pipeline/batch_test.c pipeline)
casus_test(pipeline_limits ${CMAKE_CURRENT_SOURCE_DIR}/pipeline/limits_test.c pipeline)
