// Key points of a body: an OV7675 on a Nano 33 BLE, library Arduino_OV767X, and the library that `make arduino` makes.
#include <Arduino_OV767X.h>
#include <pose.h>

static pose_answer found;

void setup()
{
    Serial.begin(115200);
    while (!Camera.begin(QCIF, RGB565, 1))
    {
        Serial.println("no camera");
        delay(1000);
    }
}

void loop()
{
    Camera.readFrame(pose_input()); // Straight into the network's memory.
    if (pose_invoke() != POSE_OK || pose_read_answer(&found) != POSE_OK)
    {
        return;
    }
    for (int32_t i = 0; i < found.count; ++i)
    {
        const mnv2_point &point = found.points[i]; // Sixteenths of a pixel of the network's input; score 0 is not found.
        if (point.score > 0)
        {
            Serial.print(pose_labels[i]);
            Serial.print(" at ");
            Serial.print(point.x / 16);
            Serial.print(",");
            Serial.println(point.y / 16);
        }
    }
}
