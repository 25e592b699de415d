// What is in front of the camera: an OV7675 on a Nano 33 BLE, library Arduino_OV767X, and the library that `make arduino` makes.
#include <Arduino_OV767X.h>
#include <classify.h>

static classify_answer best;

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
    Camera.readFrame(classify_input()); // Straight into the network's memory.
    if (classify_invoke() != CLASSIFY_OK || classify_read_answer(&best) != CLASSIFY_OK)
    {
        return;
    }
    for (int32_t i = 0; i < best.count; ++i)
    {
        Serial.print(best.best[i].score * 100 / 32768);
        Serial.print(" % ");
        Serial.println(classify_labels[best.best[i].class_index]);
    }
}
