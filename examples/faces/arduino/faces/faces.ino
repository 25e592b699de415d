// Who is at the door: an OV7675 on a Nano 33 BLE, library Arduino_OV767X, and the library that `make arduino` makes.
#include <Arduino_OV767X.h>
#include <faces.h>

static const int Width = 176, Height = 144;
static uint8_t pixels[Width * Height * 2];
static const mnv2_frame frame = {pixels, Width, Height, MNV2_FRAME_RGB565BE};
static faces_answer known;

void setup()
{
    Serial.begin(115200);
    while (!Camera.begin(QCIF, RGB565, 1))
    {
        Serial.println("no camera");
        delay(1000);
    }
}

// Eyes, nose and corners of the mouth in sixteenths of a pixel: what a detector of yours finds. Here, a face in the middle.
static void find(mnv2_point points[5])
{
    static const int places[5][2] = {{72, 60}, {104, 60}, {88, 76}, {76, 94}, {100, 94}};
    for (int i = 0; i < 5; ++i)
    {
        points[i].x = 16 * places[i][0];
        points[i].y = 16 * places[i][1];
    }
}

void loop()
{
    mnv2_point points[5] = {};
    mnv2_similarity upright;
    Camera.readFrame(pixels);
    find(points);
    if (!faces_align(points, &upright))
    {
        return;
    }
    for (int32_t y = 0; y < 64; ++y)
    {
        mnv2_upright_row(&upright, &frame, y, 64, faces_input() + y * 64 * 3); // Straight into the network's memory.
    }
    if (faces_invoke() != FACES_OK || faces_read_answer(&known) != FACES_OK)
    {
        return;
    }
    Serial.println(known.count > 0 ? faces_labels[known.matches[0].identity] : "a stranger");
}
