using System.Runtime.InteropServices;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;
using MobileNetV2.CodeGen.Passes;

namespace MobileNetV2.CodeGen.Cli.Inputs;

/// <summary>
/// Pictures as a network sees them behind a camera that is not part of it: converted, cut and resized by the camera's operators, then what
/// pixels mean to the network.
/// </summary>
internal sealed class CameraLens
{
    private readonly Graph _front;
    private readonly CameraImage _camera;
    private readonly ReferenceInterpreter _interpreter;
    private readonly CameraView _view;
    private readonly bool _barsAreZero;

    private CameraLens(Graph front, CameraInput camera, CameraImage image)
    {
        (_front, _camera, _interpreter) = (front, image, new(front));
        var picture = front[front.Outputs[0]].Shape;
        var frame = front[front.Inputs[0]].Shape;
        _view = CameraView.Of((frame.Width, frame.Height), (picture.Width, picture.Height), camera.Crop);
        _barsAreZero = camera is { Crop: CropMode.Letterbox, Bars: null };
    }

    /// <param name="name">Of the network, for people.</param>
    /// <param name="input">The network's.</param>
    public static Outcome<CameraLens> Of(string name, Tensor input, CameraInput camera)
    {
        var pixels = input with
        {
            Id = new(0),
            Type = input.Shape.Rank == 4 ? ElementType.Int8 : input.Type,
            Quantization = QuantizationParameters.PerTensor(1, sbyte.MinValue),
        };
        var front = Compiler.WithCamera(new Graph(name, [pixels], [], [pixels.Id], [pixels.Id]), camera with { Meaning = null });
        return front.Value is { } graph
            ? new(new CameraLens(graph, camera, CameraPicture.CameraOf(graph)!), [])
            : new(null, front.Diagnostics);
    }

    /// <summary>Reals of the network's input.</summary>
    public byte[] Look(Picture picture, PixelMeaning meaning)
    {
        var blocks = CameraPicture.Convert(picture, _front, _camera);
        var pixels = _interpreter.Run([.. blocks.Select(b => (ReadOnlyMemory<byte>)b)])[0];
        var shape = _front[_front.Outputs[0]].Shape;
        var reals = new float[pixels.Length];
        for (var i = 0; i < reals.Length; i++)
        {
            var (row, column) = Math.DivRem(i / shape.Channels, shape.Width);
            reals[i] = _barsAreZero && !IsInView(row, column) ? 0 : meaning.Of((byte)(pixels[i] ^ 0x80), i % shape.Channels);
        }

        return MemoryMarshal.AsBytes(reals.AsSpan()).ToArray();
    }

    private bool IsInView(int row, int column) =>
        row >= _view.Before.Top && row < _view.Before.Top + _view.Size.Height
        && column >= _view.Before.Left && column < _view.Before.Left + _view.Size.Width;
}
