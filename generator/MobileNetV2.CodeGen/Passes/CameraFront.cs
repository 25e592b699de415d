using System.Collections.Immutable;
using MobileNetV2.CodeGen.Diagnostics;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Operators;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Passes;

/// <summary>Puts a camera in front of a network: CAMERA_IMAGE, then a resize, CHANNEL_TABLE and PAD as far as they are needed.</summary>
/// <remarks>Not among the passes of a compile: the interpreter, too, takes the camera's bytes.</remarks>
internal sealed class CameraFront
{
    /// <summary>Pixels of 0 to 255 stored as int8.</summary>
    private static readonly QuantizationParameters OfPixels = QuantizationParameters.PerTensor(1, -CameraImageDefinition.Middle);

    /// <summary>Bytes of a camera.</summary>
    private static readonly QuantizationParameters OfBytes = QuantizationParameters.PerTensor(1, 0);

    private readonly CameraInput _camera;
    private readonly PictureInput _input;
    private readonly List<Tensor> _tensors = [];
    private readonly List<TensorId> _inputs = [];
    private readonly List<Link> _links = [];

    private CameraFront(CameraInput camera, PictureInput input) => (_camera, _input) = (camera, input);

    /// <summary>The network with the camera's frame as its input.</summary>
    public static Outcome<Graph> Attach(Graph graph, CameraInput camera)
    {
        var (input, whyNot) = PictureInput.Of(graph);
        if (input is not null && camera.Meaning is { Channels: > 1 and var means } && means != input.Image.Shape.Channels)
            whyNot = $"means and deviations are given for {means} channels, the input {input.Image.Shape} has {input.Image.Shape.Channels}";
        if (input is null || whyNot.Length > 0)
            return new(null, [InputDiagnostics.CameraNeedsPicture(graph.Name, whyNot)]);
        var (width, height) = camera.Size ?? (input.Image.Shape.Width, input.Image.Shape.Height);
        return Expected(camera.Format, width, height) is { } expected
            ? new(null, [InputDiagnostics.CameraSize(camera.Format, width, height, expected)])
            : new(new CameraFront(camera, input).Build(width, height), []);
    }

    /// <summary>What sizes a format has; null when this is one.</summary>
    private static string? Expected(CameraFormat format, int width, int height)
    {
        var (least, most) = (format.IsBayer() ? 2 : 1, CameraImageDefinition.LargestSide);
        return Math.Min(width, height) < least || Math.Max(width, height) > most ? $"sides of {least} to {most} pixels"
            : format == CameraFormat.Nv12 && (width % 2 != 0 || height % 2 != 0) ? "an even width and height"
            : format.IsPaired() && width % 2 != 0 ? "an even width"
            : null;
    }

    private Graph Build(int width, int height)
    {
        var image = _input.Image;
        var view = CameraView.Of((width, height), (image.Shape.Width, image.Shape.Height), _camera.Crop);
        var meaning = _camera.Meaning ?? PixelMeaning.OfStored(_input.Declared);
        var table = PixelTable.Of(meaning, image.Shape.Channels, image.RequiredQuantization);
        // Where pixels are what the network takes, all that is done to them keeps its scale.
        var pixels = table is null ? image.RequiredQuantization : OfPixels;
        var frame = Frame(width, height);
        var sampled = _camera.Resize == ResizeMethod.Nearest ? view.Size : (view.Part.Width, view.Part.Height);
        Add("image", Picture(sampled), pixels, (id, from, to) => new CameraImage(
            id,
            [from],
            [to],
            _camera.Format == CameraFormat.Nv12 ? CameraFormat.Yuv444 : _camera.Format,
            _camera.IsLimitedRange,
            view.Part.Top,
            view.Part.Left,
            view.Part.Height,
            view.Part.Width));
        if (sampled != view.Size)
        {
            Add("resized", Picture(view.Size), pixels, (id, from, to) => _camera.Resize == ResizeMethod.Area
                ? new ResizeArea(id, [from], [to])
                : new ResizeBilinear(id, [from], [to], AlignCorners: false, HalfPixelCenters: true) { UInt8Rounding = true });
        }

        if (_camera.Bars is { } grey)
            AddBars(view, pixels, grey - CameraImageDefinition.Middle);
        if (table is not null)
        {
            const int entries = ChannelTableDefinition.Entries;
            var constant = Tensor(
                "camera_table", new Shape(table.Length / entries, entries), ElementType.Int8, image.RequiredQuantization, table);
            Add("normalized", _links[^1].Shape, image.RequiredQuantization, (id, from, to) => new ChannelTable(id, [from, constant], [to]));
        }

        if (_camera.Bars is null)
            AddBars(view, image.RequiredQuantization, image.RequiredQuantization.ZeroPoint);
        return Linked(frame);
    }

    /// <summary>The pixels of the camera, which come from one input or from two.</summary>
    private TensorId Frame(int width, int height)
    {
        if (_camera.Format != CameraFormat.Nv12)
            return Input("camera", new Shape(1, height, width, _camera.Format.BytesPerPixel()));
        var luma = Input("camera_y", new Shape(1, height, width, 1));
        var colour = Input("camera_uv", new Shape(1, height / 2, width / 2, 2));
        Add("uv", new Shape(1, height, width, 2), OfBytes, (id, from, to) =>
            new ResizeNearestNeighbor(id, [from], [to], AlignCorners: false, HalfPixelCenters: true), ElementType.UInt8);
        Add("yuv", new Shape(1, height, width, 3), OfBytes, (id, from, to) =>
            new Concatenation(id, [luma, from], [to], 3), ElementType.UInt8);
        return colour;
    }

    private void AddBars(CameraView view, QuantizationParameters quantization, int value)
    {
        var (top, left) = view.Before;
        if (view.Size == (_input.Image.Shape.Width, _input.Image.Shape.Height))
            return;
        var whole = _input.Image.Shape;
        Add("letterbox", whole, quantization, (id, from, to) => new Pad(
            id,
            [from],
            [to],
            [0, top, left, 0],
            [0, whole.Height - top - view.Size.Height, whole.Width - left - view.Size.Width, 0],
            value));
    }

    private Shape Picture((int Width, int Height) size) => new(1, size.Height, size.Width, _input.Image.Shape.Channels);

    private TensorId Input(string name, Shape shape)
    {
        _inputs.Add(Tensor(name, shape, ElementType.UInt8, OfBytes, null));
        return _inputs[^1];
    }

    private TensorId Tensor(string name, Shape shape, ElementType type, QuantizationParameters quantization, byte[]? data)
    {
        var id = new TensorId(_input.Graph.Tensors[^1].Id.Value + 1 + _tensors.Count);
        _tensors.Add(new Tensor(id, name, shape, type, quantization, data is null ? default(ReadOnlyMemory<byte>?) : data));
        return id;
    }

    private void Add(
        string name,
        Shape shape,
        QuantizationParameters quantization,
        Func<OperatorId, TensorId, TensorId, Operator> make,
        ElementType type = ElementType.Int8) =>
        _links.Add(new Link($"camera_{name}", shape, quantization, type, make));

    /// <summary>The operators one behind the other; the last writes what the network reads.</summary>
    private Graph Linked(TensorId current)
    {
        var graph = _input.Graph;
        var firstId = graph.Operators.Select(o => o.Id.Value).DefaultIfEmpty(-1).Max() + 1;
        var operators = ImmutableArray.CreateBuilder<Operator>();
        for (var i = 0; i < _links.Count; i++)
        {
            var link = _links[i];
            var next = i == _links.Count - 1 ? _input.Image.Id : Tensor(link.Name, link.Shape, link.Type, link.Quantization, null);
            operators.Add(link.Make(new OperatorId(firstId + i), current, next));
            current = next;
        }

        operators.AddRange(graph.Operators);
        return graph.With(tensors: [.. graph.Tensors, .. _tensors], operators: operators.ToImmutable(), inputs: [.. _inputs]);
    }

    /// <summary>An operator of the chain, before it is known what it writes.</summary>
    private sealed record Link(
        string Name,
        Shape Shape,
        QuantizationParameters Quantization,
        ElementType Type,
        Func<OperatorId, TensorId, TensorId, Operator> Make);
}
