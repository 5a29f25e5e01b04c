/* casus/status.h: how a call ended. Every fallible function of casus returns a casus_status and explains a failure through
 * an optional error object owned by the caller. */
#ifndef CASUS_STATUS_H
#define CASUS_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum casus_status {
    CASUS_OK = 0,
    CASUS_E_USAGE = 2,    /* the caller asked for something that does not exist */
    CASUS_E_INPUT = 3,    /* a report cannot be read or is not what it should be */
    CASUS_E_MODEL = 4,    /* model or table file missing, damaged or of another version */
    CASUS_E_STORE = 5,    /* a write failed (disk full, broken pipe, database) */
    CASUS_E_LIMIT = 6,    /* a named limit or memory was exhausted */
    CASUS_E_INTERNAL = 70 /* a fault of the program */
} casus_status;

#ifdef __cplusplus
}
#endif
#endif
