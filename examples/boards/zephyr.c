/*
 * A board with Zephyr: the camera by its video API (that of Zephyr 4.2 and later), the console by printk().
 * CAMERA_FORMAT, CAMERA_WIDTH, CAMERA_HEIGHT and CAMERA_ROW_BYTES say what --input-format and --input-size say.
 * SPDX-License-Identifier: Apache-2.0
 */
#include "board.h"

#include <stdarg.h>
#include <string.h>
#include <zephyr/device.h>
#include <zephyr/devicetree.h>
#include <zephyr/drivers/video.h>
#include <zephyr/kernel.h>
#include <zephyr/sys/printk.h>

static const struct device *const camera = DEVICE_DT_GET(DT_CHOSEN(zephyr_camera));

/* Two buffers: the camera fills one while the network reads the other. */
static int start(void)
{
    struct video_format format = {.type = VIDEO_BUF_TYPE_OUTPUT,
                                  .pixelformat = CAMERA_FORMAT,
                                  .width = CAMERA_WIDTH,
                                  .height = CAMERA_HEIGHT,
                                  .pitch = CAMERA_ROW_BYTES};
    if (!device_is_ready(camera) || video_set_format(camera, &format) != 0)
    {
        return 0;
    }
    for (int i = 0; i < 2; ++i)
    {
        struct video_buffer *const buffer = video_buffer_alloc(CAMERA_ROW_BYTES * CAMERA_HEIGHT, K_FOREVER);
        if (buffer == NULL)
        {
            return 0;
        }
        buffer->type = VIDEO_BUF_TYPE_OUTPUT;
        if (video_enqueue(camera, buffer) != 0)
        {
            return 0;
        }
    }
    return video_stream_start(camera, VIDEO_BUF_TYPE_OUTPUT) == 0;
}

int camera_row(void *row, size_t bytes)
{
    static int is_started;
    static struct video_buffer *frame;
    static size_t taken;
    if (!is_started)
    {
        is_started = start();
        if (!is_started)
        {
            say("no camera");
            return 0;
        }
    }
    if (frame == NULL)
    {
        taken = 0;
        if (video_dequeue(camera, &frame, K_FOREVER) != 0)
        {
            return 0;
        }
    }
    memcpy(row, frame->buffer + taken, bytes);
    taken += bytes;
    if (taken + bytes > frame->bytesused)
    {
        /* Whatever is left is no row; the camera gets its buffer back. */
        (void)video_enqueue(camera, frame);
        frame = NULL;
    }
    return 1;
}

void say(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vprintk(format, values);
    va_end(values);
    printk("\n");
}

void keep(const void *answer, size_t bytes)
{
    (void)answer;
    (void)bytes;
}
