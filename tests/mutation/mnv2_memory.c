/* A digest of every arena after every step: a byte that is written where it should not be changes one. */
#include "mnv2_on_memory.h"

#include "mnv2_model.h"

#include <stdio.h>

void mnv2_harness_on_step(size_t step);

void mnv2_memory_on_step(size_t step)
{
    static FILE *digests;
    if (digests == NULL)
    {
        digests = fopen("memory.bin", "wb");
    }
    for (uint32_t arena = 0; mnv2_model_arena_bytes(arena) != 0; arena++)
    {
        const uint8_t *const bytes = mnv2_model_arena(arena);
        const uint32_t count = mnv2_model_arena_bytes(arena);
        uint64_t digest = UINT64_C(14695981039346656037);
        for (uint32_t i = 0; i < count; i++)
        {
            digest = (digest ^ bytes[i]) * UINT64_C(1099511628211);
        }
        (void)fwrite(&digest, sizeof digest, 1, digests);
    }
    mnv2_harness_on_step(step);
}
