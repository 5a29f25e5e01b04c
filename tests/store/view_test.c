#include "store/telling.h"
int main(void) { return 0; }
