set(USES base segment)
set(PACKAGES )
set(TABLES )

# One file per instruction set; kern.c picks one at run time. -O3 lets the tiles of the matrix products live in registers;
# under sanitizers it takes minutes, and -O1 is enough.
function(casus_flags_encode)
  set(dir ${CMAKE_SOURCE_DIR}/src/encode/kern)
  set(speed "-O3")
  if(CASUS_SANITIZE)
    set(speed "-O1")
  endif()
  set_source_files_properties(${dir}/scalar.c PROPERTIES COMPILE_OPTIONS "${speed}")
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND NOT CASUS_SCALAR)
    set_source_files_properties(${dir}/avx2.c PROPERTIES COMPILE_OPTIONS "${speed};-mavx2;-mfma")
    set_source_files_properties(${dir}/avx512.c PROPERTIES COMPILE_OPTIONS
      "${speed};-mavx2;-mfma;-mavx512f;-mavx512bw;-mavx512dq;-mavx512vl;-mavx512vnni")
  endif()
endfunction()
