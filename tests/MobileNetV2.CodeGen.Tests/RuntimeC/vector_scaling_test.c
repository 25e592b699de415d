/* The vector forms of the scaling against the scalar ones: extreme and random accumulators, every shift. */
#include "mnv2_fixed_point_private.h"
#include "mnv2_mve_private.h"
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
            const int32_t scales_down = shift < 0;
            const int32_t highest = scales_down ? -1 : 30;
            const int32_t shifts[4] = {shift, noise_between(-31, highest), shift, noise_between(-31, -1)};
            for (int32_t lane = 0; lane < 4; lane++)
            {
                x[lane] = accumulator(i);
                multiplier[lane] = lane == 2 ? INT32_MAX : lane == 3 ? 0 : (1 << 30) + noise_between(0, (1 << 30) - 1);
            }
            vst1q_s32(actual, mnv2_mve_multiply(vld1q_s32(x), vld1q_s32(multiplier), vld1q_s32(shifts), scales_down));
            for (int32_t lane = 0; lane < 4; lane++)
            {
                CHECK(actual[lane] == mnv2_multiply_by_quantized_multiplier(x[lane], multiplier[lane], shifts[lane]));
            }
            if (shift > 0)
            {
                continue;
            }
            for (int32_t lane = 0; lane < 4; lane++)
            {
                x[lane] /= 2;
            }
            vst1q_s32(actual, mnv2_mve_scale(vld1q_s32(x), multiplier[i % 4], shift, mnv2_mve_ties(shift)));
            for (int32_t lane = 0; lane < 4; lane++)
            {
                CHECK(actual[lane] == mnv2_multiply_by_quantized_multiplier(x[lane], multiplier[i % 4], shift));
            }
        }
    }
    return 0;
}
