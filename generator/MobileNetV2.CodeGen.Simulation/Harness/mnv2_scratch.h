/* Questions to a linked CMSIS-NN. */
#ifndef MNV2_SCRATCH_H
#define MNV2_SCRATCH_H

#include <stdint.h>

#ifndef MNV2_USE_CMSIS_NN
#define MNV2_USE_CMSIS_NN 0
#endif

/* Answers so many questions; returns 1 when it could. */
int mnv2_ask_scratch(uint32_t count);

#endif
