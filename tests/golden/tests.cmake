# Whole sentences through the whole program: what must be found, and what must not.
add_test(NAME golden_statements COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_statements.py $<TARGET_FILE:casus>
         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
# Names, descriptions and what they are.
add_test(NAME golden_entities COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_entities.py $<TARGET_FILE:casus>
         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
# Which statements are about one incident.
add_test(NAME golden_incidents COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_incidents.py $<TARGET_FILE:casus>
         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
# Whom and what incidents name, and what MUC-4 calls them.
add_test(NAME golden_parties COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_parties.py $<TARGET_FILE:casus>
         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
# Who of the actor register is meant.
add_test(NAME golden_actors COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_actors.py $<TARGET_FILE:casus>
         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
