using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.Description.Json;

namespace MobileNetV2.CodeGen.Import.Description;

/// <summary>What an operator's form builds the operator from: its resolved tensors and its own properties.</summary>
internal sealed record OperatorAttributes(OperatorId Id, ImmutableArray<Tensor> InputTensors, ImmutableArray<Tensor> OutputTensors, ObjectReader Reader)
{
    private static readonly ImmutableArray<string> PaddingProperties = ["top", "bottom", "left", "right"];

    public ImmutableArray<TensorId> Inputs => [.. InputTensors.Select(t => t.Id)];

    public ImmutableArray<TensorId> Outputs => [.. OutputTensors.Select(t => t.Id)];

    public Size2D Stride { get; } = Reader.FindSize("stride");

    public Size2D Dilation { get; } = Reader.FindSize("dilation");

    public Size2D Window { get; } = Reader.FindSize("window");

    public Activation Activation => Reader.FindWord("activation", Words.Activations, Activation.None);

    public ScaleProduct ScaleProduct => Reader.FindWord("scaleProduct", Words.ScaleProducts, ScaleProduct.Float64);

    /// <summary>Padding of a filter, whose height and width are those of the second input.</summary>
    public Padding2D FilterPadding
    {
        get
        {
            var filter = InputTensors[1].Shape;
            if (filter.Rank == 4 && filter.Height <= ObjectReader.LargestStep && filter.Width <= ObjectReader.LargestStep)
                return PaddingOf(new Size2D(filter.Height, filter.Width), Dilation);
            Reader.Report(Reader.Value, $"the filter of {Reader.What} has the shape {filter}, expected are 4 dimensions with small sides");
            return default;
        }
    }

    /// <summary>Padding of a pooling window, which has no default size.</summary>
    public Padding2D WindowPadding => Reader.Require("window") is null ? default : PaddingOf(Window, Size2D.One);

    public ImmutableArray<int> Numbers(string name, int min, int max) => Reader.RequireInt32Array(name, min, max);

    private Padding2D PaddingOf(Size2D window, Size2D dilation)
    {
        if (Reader.Require("padding") is not { } value)
            return default;
        if (value.Kind == JsonKind.Object)
            return ExplicitPadding(value);
        switch (value.Kind == JsonKind.String ? value.GetString() : null)
        {
            case "valid":
                return default;
            case "same":
                return SamePadding(value, window, dilation);
            default:
                Reader.Errors.Add(value, at => ImportDiagnostics.UnknownWord(
                    at, $"'padding' of {Reader.What}", value.Describe(), ["same", "valid", "{ top, bottom, left, right }"]));
                return default;
        }
    }

    private Padding2D SamePadding(JsonValue value, Size2D window, Size2D dilation)
    {
        var (image, stride) = (InputTensors[0].Shape, Stride);
        if (Padding2D.Same(image.Height, image.Width, window, stride, dilation) is { } padding)
            return padding;
        Reader.Report(value, $"the dilated window of {Reader.What} has more than {WindowAxis.LargestExtent} pixels");
        return default;
    }

    private Padding2D ExplicitPadding(JsonValue value)
    {
        var sides = new ObjectReader(value, $"'padding' of {Reader.What}", PaddingProperties, Reader.Errors);
        return new Padding2D(
            sides.RequireInt32("top", 0, ObjectReader.LargestStep),
            sides.RequireInt32("bottom", 0, ObjectReader.LargestStep),
            sides.RequireInt32("left", 0, ObjectReader.LargestStep),
            sides.RequireInt32("right", 0, ObjectReader.LargestStep));
    }
}
