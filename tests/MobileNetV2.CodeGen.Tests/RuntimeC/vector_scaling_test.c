/* The vector form of the scaling against the scalar one: extreme and random accumulators, every shift. */
#include "mnv2_fixed_point.h"
#include "mnv2_mve.h"
#include "test_support.h"

static int32_t accumulator(int32_t i)
{
    static const int32_t edges[] = {INT32_MIN, INT32_MIN + 1, -(1 << 30), -3, -2, -1, 0, 1, 2, 3, 1 << 30, INT32_MAX};
    const int32_t count = (int32_t)(sizeof edges / sizeof edges[0]);
    return i < count ? edges[i] : (int32_t)(noise() << 1) >> noise_between(0, 30);
}

int main(void)
{
    for (int32_t shift = -31; shift <= 30; shift++)
    {
        for (int32_t i = 0; i < 400; i++)
        {
            int32_t x[4];
            int32_t multiplier[4];
            int32_t actual[4];
            const int32_t shifts[4] = {shift, noise_between(-31, 30), shift, noise_between(-31, 0)};
            for (int32_t lane = 0; lane < 4; lane++)
            {
                x[lane] = accumulator(i);
                multiplier[lane] = lane == 2 ? INT32_MAX : lane == 3 ? 0 : (1 << 30) + noise_between(0, (1 << 30) - 1);
            }
            vst1q_s32(actual, mnv2_mve_multiply(vld1q_s32(x), vld1q_s32(multiplier), vld1q_s32(shifts)));
            for (int32_t lane = 0; lane < 4; lane++)
            {
                CHECK(actual[lane] ==
                      mnv2_multiply_by_quantized_multiplier(x[lane], multiplier[lane], shifts[lane]));
            }
        }
    }
    return 0;
}
