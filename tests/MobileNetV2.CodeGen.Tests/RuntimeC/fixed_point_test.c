/* Prints what the fixed-point functions give for lines of "x multiplier shift" read from a file. */
#include <inttypes.h>
#include <stdio.h>

#include "mnv2_fixed_point_private.h"

int main(int argc, char **argv)
{
    FILE *file = argc > 1 ? fopen(argv[1], "r") : NULL;
    int32_t x;
    int32_t multiplier;
    int32_t shift;
    if (file == NULL)
    {
        return 2;
    }
    while (fscanf(file, "%" SCNd32 " %" SCNd32 " %" SCNd32, &x, &multiplier, &shift) == 3)
    {
        /* The short form must agree wherever it may be used; an output offset of 3 shows that it is added after
         * rounding. */
        if (x > -(1 << 30) && x < (1 << 30) && shift < 0 &&
            mnv2_scale_down(x, multiplier, -shift - 1, 1 + 2 * 3) !=
                mnv2_multiply_by_quantized_multiplier(x, multiplier, shift) + 3)
        {
            printf("scale_down differs: ");
        }
        printf("%" PRId32 " %" PRId32 " %" PRId32 "\n",
               mnv2_saturating_rounding_doubling_high_mul(x, multiplier),
               mnv2_rounding_divide_by_power_of_two(x, shift < 0 ? -shift : shift),
               mnv2_multiply_by_quantized_multiplier(x, multiplier, shift));
    }
    fclose(file);
    return 0;
}
