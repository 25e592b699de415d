/* Application of the sample projects: the network triples its input. The same on a computer and on a board. */
#include <string.h>

#include "tiny.h"

int main(void)
{
    const int8_t input[TINY_INPUT_BYTES] = {0, 1, 2, 3, -4, 5, 6, -7, 8, 9, -10, 60};
    const int8_t expected[TINY_OUTPUT_BYTES] = {0, 3, 6, 9, -12, 15, 18, -21, 24, 27, -30, 127};
    memcpy(tiny_input(), input, sizeof input);
    if (tiny_invoke() != TINY_OK)
    {
        return 1;
    }
    return memcmp(tiny_output(), expected, sizeof expected) == 0 ? 0 : 2;
}
