/* Included before every file of a simulated model: each completed step calls the harness. */
#ifndef MNV2_ON_STEP_H
#define MNV2_ON_STEP_H

#ifndef __ASSEMBLER__
#include <stddef.h>

void mnv2_harness_on_step(size_t step);

#define MNV2_ON_STEP(index) mnv2_harness_on_step(index)
#endif

#endif
