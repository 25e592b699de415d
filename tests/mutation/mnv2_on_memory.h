/* Included before every file of a program of mutation tests: each completed step is told twice. */
#ifndef MNV2_ON_MEMORY_H
#define MNV2_ON_MEMORY_H

#include <stddef.h>

void mnv2_memory_on_step(size_t step);

#define MNV2_ON_STEP(index) mnv2_memory_on_step(index)

#endif
