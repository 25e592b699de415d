using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>
/// Part of a camera's frame as an image of red, green and blue, or of grey: values of 0 to 255 less 128. Where the image has
/// another size than the part, the nearest pixels are taken.
/// </summary>
/// <param name="IsLimitedRange">YUV goes from 16 to 235 and 240, not from 0 to 255.</param>
/// <param name="Top">Of the part, in pixels of the frame.</param>
/// <param name="Left">Of the part.</param>
/// <param name="Height">Of the part.</param>
/// <param name="Width">Of the part.</param>
public sealed record CameraImage(
    OperatorId Id,
    ImmutableArray<TensorId> Inputs,
    ImmutableArray<TensorId> Outputs,
    CameraFormat Format,
    bool IsLimitedRange,
    int Top,
    int Left,
    int Height,
    int Width)
    : Operator(Id, Inputs, Outputs)
{
    public override string Kind => "CAMERA_IMAGE";
}
