/*
 * Line buffers of random rings, columns that a tile leaves to the next, orders of random phrases with stages that may
 * fail, camera frames of every format, and calls of the library's functions that must be refused.
 * What comes out is compared with what came out before a change.
 * uses: mnv2_stream.c mnv2_stream_checked.c mnv2_copy_columns.c mnv2_camera_rgb888_s8.c mnv2_camera_rgb565_s8.c
 *       mnv2_camera_grey8_s8.c mnv2_camera_yuv_s8.c mnv2_camera_bayer_s8.c mnv2_arm_convolve_wrapper_s8.c
 *       mnv2_arm_avgpool_s8.c mnv2_arm_max_pool_s8.c mnv2_convolve_s8.c mnv2_average_pool_s8.c mnv2_max_pool_s8.c
 */
#include "driver.h"

#include "mnv2_camera.h"
#include "mnv2_cmsis_nn.h"
#include "mnv2_stream.h"

/* Where rows and pixels are in a ring, and what is repeated behind it after each tile. */
static void lines(void)
{
    mnv2_line line = {any(1, 6), any(1, 7), any(1, 3), 0, 0};
    line.ring_pixels = line.width + any(0, line.width * (line.height - 1));
    line.slack_pixels = chance(30) ? 0 : any(1, line.width);
    const size_t bytes = (size_t)((line.ring_pixels + line.slack_pixels) * line.pixel_bytes);
    int8_t *const ring = bytes_of(bytes, -128, 127);
    const int8_t *rows[4];
    for (int32_t i = 0; i < 6; i++)
    {
        const int32_t first_y = any(-3, line.height);
        const int32_t first_x = any(-3, line.width - 1);
        const int32_t dilation = any(1, 2);
        mnv2_line_window(&line, ring, first_y, first_x, dilation, 4, rows);
        for (int32_t k = 0; k < 4; k++)
        {
            tell_number(rows[k] == NULL ? INT64_MAX : (intptr_t)rows[k] - (intptr_t)ring);
        }
        tell_number(mnv2_window_column(first_x, any(0, 5)));
        tell_number(mnv2_floor_divide(any(-20, 20), dilation + 1));
    }
    mnv2_tile tile = {0, 0, 0};
    const int32_t tile_width = line.slack_pixels == 0 ? line.width : any(1, line.slack_pixels);
    for (int32_t i = 0; i < 12; i++)
    {
        mnv2_tile_next(&tile, line.width, tile_width);
        tell(&tile, sizeof tile);
        int8_t *const pixel = mnv2_line_pixel(&line, ring, tile.y, tile.x_begin);
        tell_number(pixel - ring);
        const int32_t room_left = (int32_t)(ring + bytes - pixel);
        const int32_t count = (tile.x_end - tile.x_begin) * line.pixel_bytes;
        for (int32_t k = 0; k < count && k < room_left; k++)
        {
            pixel[k] = (int8_t)any(-128, 127);
        }
        if (count <= room_left)
        {
            mnv2_line_written(&line, ring, &tile);
        }
        tell(ring, bytes);
    }
    free(ring);
}

/* What a tile leaves to the next. */
static void columns(void)
{
    const int32_t bytes = any(1, 70);
    int8_t *const from = bytes_of((size_t)bytes, -128, 127);
    int8_t *const to = bytes_of((size_t)bytes, 0, 0);
    mnv2_copy_columns(to, from, bytes);
    tell(to, (size_t)bytes);
    free(to);
    free(from);
}

static int32_t calls_left;

static void run_0(const mnv2_tile *tile)
{
    tell(tile, sizeof *tile);
}

static void run_1(const mnv2_tile *tile)
{
    tell_number(1);
    tell(tile, sizeof *tile);
}

static int32_t checked_0(const mnv2_tile *tile)
{
    run_0(tile);
    return --calls_left == 0 ? 7 : 0;
}

static int32_t checked_1(const mnv2_tile *tile)
{
    run_1(tile);
    return --calls_left == 0 ? -3 : 0;
}

/* Three phrases below the whole order, each of which may contain those behind it. */
static void orders(void)
{
    uint8_t phrases[64];
    uint32_t begin[4];
    uint32_t filled = 0;
    const uint8_t first_phrase = 2;
    for (int32_t phrase = 0; phrase < 4; phrase++)
    {
        begin[phrase] = filled;
        const int32_t symbols = any(0, 5);
        for (int32_t i = 0; i < symbols; i++)
        {
            phrases[filled++] = chance(20)                 ? MNV2_STREAM_PUSH
                                : phrase < 3 && chance(50) ? (uint8_t)(first_phrase + any(phrase + 1, 3))
                                                           : (uint8_t)any(0, 1);
        }
        phrases[filled++] = MNV2_STREAM_END;
    }
    const mnv2_order order = {phrases, begin, first_phrase};
    const int32_t width = any(1, 5);
    const int32_t tile_width = any(1, 5);
    const mnv2_stage stages[] = {{run_0, width, tile_width}, {run_1, tile_width, width}};
    const mnv2_checked_stage checked_stages[] = {{checked_0, width, tile_width}, {checked_1, tile_width, width}};
    const mnv2_stream stream = {stages, order};
    const mnv2_checked_stream checked = {checked_stages, order};
    mnv2_order_position next;
    mnv2_tile tiles[2];
    memset(&next, 0, sizeof next);
    memset(tiles, 0, sizeof tiles);
    for (int32_t i = 0; i < 12; i++)
    {
        mnv2_stream_run(&stream, &next, tiles);
        tell_number(mnv2_order_is_at_end(&order, &next));
        tell_number(next.depth);
    }
    memset(&next, 0, sizeof next);
    memset(tiles, 0, sizeof tiles);
    calls_left = any(0, 9);
    for (int32_t i = 0; i < 12; i++)
    {
        tell_number(mnv2_stream_run_checked(&checked, &next, tiles));
        tell_number(mnv2_order_is_at_end(&order, &next));
    }
}

typedef void whole_frame(const mnv2_camera_params *params, const uint8_t *input, int8_t *output);
typedef void row_of_frame(const mnv2_camera_params *params,
                          const int8_t *const *input_rows,
                          int8_t *output,
                          int32_t y,
                          int32_t x_begin,
                          int32_t x_end);

static void frames(void)
{
    static whole_frame *const whole[] = {mnv2_camera_rgb888_s8,
                                         mnv2_camera_rgb565_s8,
                                         mnv2_camera_grey8_s8,
                                         mnv2_camera_yuv422_s8,
                                         mnv2_camera_yuv444_s8,
                                         mnv2_camera_bayer_s8};
    static row_of_frame *const rows_of[] = {mnv2_camera_rgb888_row_s8,
                                            mnv2_camera_rgb565_row_s8,
                                            mnv2_camera_grey8_row_s8,
                                            mnv2_camera_yuv422_row_s8,
                                            mnv2_camera_yuv444_row_s8,
                                            mnv2_camera_bayer_row_s8};
    static const int32_t pixel_bytes[] = {3, 2, 1, 2, 3, 1};
    const int32_t format = any(0, 5);
    mnv2_camera_params p = {.input_height = 2 * any(1, 5),
                            .input_width = 2 * any(1, 6),
                            .output_height = any(1, 9),
                            .output_width = any(1, 11),
                            .channels = chance(50) ? 1 : 3,
                            .is_swapped = any(0, 1),
                            .red_x = any(0, 1),
                            .red_y = any(0, 1),
                            .black = chance(50) ? 0 : 16,
                            .luma = any(60000, 80000),
                            .red_v = any(80000, 110000),
                            .green_u = any(20000, 30000),
                            .green_v = any(40000, 60000),
                            .blue_u = any(100000, 140000)};
    p.top = any(0, p.input_height - 1);
    p.left = any(0, p.input_width - 1);
    p.height = any(1, p.input_height - p.top);
    p.width = any(1, p.input_width - p.left);
    const int32_t row_bytes = p.input_width * pixel_bytes[format];
    uint8_t *const input = (uint8_t *)bytes_of((size_t)(p.input_height * row_bytes), -128, 127);
    const int32_t bytes = p.output_height * p.output_width * p.channels;
    int8_t *const output = room((size_t)bytes);
    whole[format](&p, input, output);
    tell(output, (size_t)bytes);
    const int32_t y = any(0, p.output_height - 1);
    const int32_t x = any(0, p.output_width - 1);
    const int32_t end = any(x + 1, p.output_width);
    /* The row that the whole frame has there is the same. */
    int8_t *const part = room((size_t)((end - x) * p.channels));
    const int32_t above = format == 5 ? 1 : 0;
    const int8_t *rows[3];
    for (int32_t k = 0; k < 3; k++)
    {
        const int32_t row = p.top + (int32_t)((int64_t)y * p.height / p.output_height) + k - above;
        rows[k] = row < 0 || row >= p.input_height ? NULL : (const int8_t *)input + row * row_bytes;
    }
    rows_of[format](&p, rows, part, y, x, end);
    tell(part, (size_t)((end - x) * p.channels));
    free(part);
    free(output);
    free(input);
}

/* What the library refuses, and what it does not. */
static void refusals(void)
{
    static int8_t memory[4096];
    static int32_t factors[16];
    const int32_t groups = any(1, 3);
    const int32_t inputs = any(1, 4);
    const cmsis_nn_dims input = {any(0, 1), any(1, 4), any(1, 4), groups * inputs + any(0, 1)};
    const cmsis_nn_dims filter = {4, any(1, 2), any(1, 2), inputs};
    const cmsis_nn_dims output = {input.n, any(1, 4), any(1, 4), any(1, 6)};
    const cmsis_nn_dims bias = {1, 1, 1, output.c};
    cmsis_nn_context context = {chance(60) ? memory : NULL, 0};
    cmsis_nn_conv_params convolution = {.input_offset = 1,
                                        .output_offset = 2,
                                        .stride = {any(1, 2), any(1, 2)},
                                        .padding = {chance(70) ? 0 : 1, chance(70) ? 0 : 1},
                                        .dilation = {chance(70) ? 1 : 2, chance(70) ? 1 : 2},
                                        .activation = {-128, 127}};
    for (int32_t i = 0; i < 16; i++)
    {
        factors[i] = any(1 << 30, INT32_MAX);
    }
    int32_t shifts[16];
    for (int32_t i = 0; i < 16; i++)
    {
        shifts[i] = -any(5, 9);
    }
    const cmsis_nn_per_channel_quant_params quantization = {factors, shifts};
    int8_t *const values = bytes_of(512, -128, 127);
    int8_t *const weights = bytes_of(512, -128, 127);
    static const int32_t biases[16];
    int8_t results[256] = {0};
    tell_number(arm_convolve_wrapper_s8(
        &context, &convolution, &quantization, &input, values, &filter, weights, &bias, biases, &output, results));
    tell(results, sizeof results);
    const cmsis_nn_pool_params pool = {.stride = {1, 1}, .padding = {0, 0}, .activation = {-128, 127}};
    const cmsis_nn_dims same = {input.n, input.h, input.w, input.c};
    const cmsis_nn_dims window = {1, 1, 1, 1};
    tell_number(arm_avgpool_s8(&context, &pool, &input, values, &window, &same, results));
    tell(results, sizeof results);
    tell_number(arm_max_pool_s8(&context, &pool, &input, values, &window, &same, results));
    tell(results, sizeof results);
    free(weights);
    free(values);
}

int main(void)
{
    be_patient();
    out = fopen("outputs.bin", "wb");
    for (int round = 0; round < 1500; round++)
    {
        lines();
        columns();
        orders();
        frames();
        refusals();
    }
    return fclose(out);
}
