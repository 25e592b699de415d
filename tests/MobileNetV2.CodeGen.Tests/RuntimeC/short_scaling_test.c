/* The short forms of the scaling against the general one: extreme and random accumulators, every shift they allow. */
#include "mnv2_fixed_point_private.h"
#include "test_support.h"

static int32_t accumulator(int32_t i)
{
    static const int32_t edges[] = {-(1 << 30) + 1, -(1 << 29), -3, -2, -1, 0, 1, 2, 3, 1 << 29, (1 << 30) - 1};
    const int32_t count = (int32_t)(sizeof edges / sizeof edges[0]);
    return i < count ? edges[i] : noise_between(-(1 << 30) + 1, (1 << 30) - 1) >> noise_between(0, 29);
}

int main(void)
{
    for (int32_t shift = -31; shift <= 0; shift++)
    {
        for (int32_t i = 0; i < 1000; i++)
        {
            const int32_t x = accumulator(i);
            const int32_t multiplier = i % 16 == 1   ? INT32_MAX
                                       : i % 16 == 2 ? 1 << 30
                                                     : (1 << 30) + noise_between(0, (1 << 30) - 1);
            const int32_t expected = mnv2_multiply_by_quantized_multiplier(x, multiplier, shift);
            CHECK(mnv2_scale(x, mnv2_scaling_of(multiplier, shift)) == expected);
            if (shift < 0)
            {
                CHECK(mnv2_scale_down(x, multiplier, -shift - 1, 1 + 2 * 3) == expected + 3);
            }
        }
    }
    return 0;
}
