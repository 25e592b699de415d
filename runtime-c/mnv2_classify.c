/*
 * The classes with the highest scores.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "mnv2_heads.h"

enum
{
    FINER = 256 /* Steps of an average in one of a score. */
};

#pragma weak mnv2_classify
int32_t mnv2_classify(
    const mnv2_classify_rule *rule, const int8_t *output, int32_t *average, int32_t *has_average, mnv2_ranked *best)
{
    const mnv2_score_sum sum = mnv2_sum_scores(&rule->score, output, rule->classes, 1);
    int32_t found = 0;
    for (int32_t c = 0; c < rule->classes; c++)
    {
        int32_t score = mnv2_score_at(&rule->score, sum, output[c]);
        if (average != NULL)
        {
            const int32_t now = score * FINER;
            average[c] = *has_average ? average[c] + (now - average[c]) / rule->smoothing : now;
            score = average[c] / FINER;
        }
        if (score < rule->threshold || (found == rule->most && score <= best[found - 1].score))
        {
            continue;
        }
        found += found < rule->most;
        int32_t at = found - 1;
        for (; at > 0 && best[at - 1].score < score; at--)
        {
            best[at] = best[at - 1];
        }
        best[at] = (mnv2_ranked){c, score};
    }
    if (has_average != NULL)
    {
        *has_average = 1;
    }
    return found;
}
