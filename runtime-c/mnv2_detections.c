/*
 * Boxes that TFLite_Detection_PostProcess has found.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_float_private.h"
#include "mnv2_heads.h"

/* A number from 0 to 1 as steps of `end`, rounded. The only float operation is one multiplication: nothing to contract.
 */
static int32_t steps(float value, int32_t end)
{
    const float doubled = value * (float)(2 * end);
    if (!(doubled > 0.0f))
    {
        return 0;
    }
    return doubled >= (float)(2 * end) ? end : ((int32_t)doubled + 1) / 2;
}

#pragma weak mnv2_detections
int32_t mnv2_detections(const mnv2_detections_rule *rule,
                        const float *places,
                        const float *classes,
                        const float *scores,
                        const float *count,
                        mnv2_box *boxes)
{
    const int32_t found = steps(count[0] / 32768.0f, 32768);
    int32_t taken = 0;
    for (int32_t i = 0; i < found && i < rule->slots && taken < rule->boxes.most; i++)
    {
        const int32_t score = steps(scores[i], 32768);
        if (score < rule->boxes.threshold)
        {
            continue;
        }
        boxes[taken++] = (mnv2_box){
            .left = steps(places[4 * i + 1], rule->boxes.width),
            .top = steps(places[4 * i + 0], rule->boxes.height),
            .right = steps(places[4 * i + 3], rule->boxes.width),
            .bottom = steps(places[4 * i + 2], rule->boxes.height),
            .class_index = steps(classes[i] / 32768.0f, 32768),
            .score = score,
            .track = 0,
        };
    }
    return taken;
}
