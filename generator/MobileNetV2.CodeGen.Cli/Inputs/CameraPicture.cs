using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>A picture as the camera of a network would have sent it.</summary>
internal static class CameraPicture
{
    /// <summary>The operator that takes the camera's frame; null for networks without a camera.</summary>
    public static CameraImage? CameraOf(Graph graph) =>
        graph.Inputs.Select(id => CameraSource.Of(graph, id)).Distinct().ToArray() is [{ } image] ? image : null;

    /// <summary>A block for each input. The picture is resized to the frame bilinearly, as a whole.</summary>
    public static ImmutableArray<byte[]> Convert(Picture picture, Graph graph, CameraImage camera)
    {
        var frame = graph[graph.Inputs[0]].Shape;
        var resized = picture.ResizedTo(frame.Width, frame.Height);
        var format = graph.Inputs.Length > 1 ? CameraFormat.Nv12 : camera.Format;
        return CameraFrame.FromRgb(format, camera.IsLimitedRange, frame.Width, frame.Height, resized.Pixels.Span);
    }
}
