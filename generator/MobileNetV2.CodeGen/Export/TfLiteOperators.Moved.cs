using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Export;

/// <summary>Operators that move elements, change the size of pictures, or have next to no options.</summary>
internal static partial class TfLiteOperators
{
    private static TfLiteOperator? Moved(Graph graph, Operator op) => op switch
    {
        Slice slice => Of(slice),
        Split { SourceKind: "UNPACK" } split => new TfLiteOperator(BuiltinOperator.Unpack, 2, TfLiteOptions.Of(OptionsKind.Unpack, 2, b =>
        {
            b.AddInt(0, split.Outputs.Length, 0);
            b.AddInt(1, split.Axis, 0);
        })),
        Split split => new TfLiteOperator(
            BuiltinOperator.SplitV,
            2,
            TfLiteOptions.Of(OptionsKind.SplitV, 1, b => b.AddInt(0, split.Outputs.Length, 0)),
            Vector([.. split.Outputs.Select(id => graph[id].Shape[split.Axis])]),
            ([], [split.Axis])),
        Pack pack => new TfLiteOperator(BuiltinOperator.Pack, 2, TfLiteOptions.Of(OptionsKind.Pack, 2, b =>
        {
            b.AddInt(0, pack.Inputs.Length, 0);
            b.AddInt(1, pack.Axis, 0);
        })),
        DepthToSpace depth => new TfLiteOperator(
            BuiltinOperator.DepthToSpace, 2, TfLiteOptions.Of(OptionsKind.DepthToSpace, 1, b => b.AddInt(0, depth.Block, 0))),
        SpaceToDepth space => new TfLiteOperator(
            BuiltinOperator.SpaceToDepth, 2, TfLiteOptions.Of(OptionsKind.SpaceToDepth, 1, b => b.AddInt(0, space.Block, 0))),
        MirrorPad pad => new TfLiteOperator(
            BuiltinOperator.MirrorPad,
            2,
            TfLiteOptions.Of(OptionsKind.MirrorPad, 1, b => b.AddSbyte(0, (sbyte)(pad.IsSymmetric ? 1 : 0), 0)),
            ([pad.Before.Length, 2], [.. pad.Before.Zip(pad.After).SelectMany(p => new[] { p.First, p.Second })])),
        Tile tile => new TfLiteOperator(BuiltinOperator.Tile, 2, null, Vector(tile.Multiples)),
        ResizeBilinear { UInt8Rounding: false } resize => new TfLiteOperator(
            BuiltinOperator.ResizeBilinear,
            resize.HalfPixelCenters ? 3 : 2,
            Resize(OptionsKind.ResizeBilinear, 2, resize),
            Size(graph, op)),
        ResizeNearestNeighbor resize => new TfLiteOperator(
            BuiltinOperator.ResizeNearestNeighbor,
            resize.HalfPixelCenters || resize.AlignCorners ? 3 : 2,
            Resize(OptionsKind.ResizeNearestNeighbor, 0, resize),
            Size(graph, op)),
        _ => null,
    };

    private static TfLiteOperator? Plain(Graph graph, Operator op) => op switch
    {
        Prelu => new TfLiteOperator(BuiltinOperator.Prelu, 1, null),
        Maximum => new TfLiteOperator(BuiltinOperator.Maximum, 2, null),
        Minimum => new TfLiteOperator(BuiltinOperator.Minimum, 2, null),
        SquaredDifference => new TfLiteOperator(BuiltinOperator.SquaredDifference, 2, null),
        Sum sum => Reducer(graph, sum, BuiltinOperator.Sum),
        ReduceMax max => Reducer(graph, max, BuiltinOperator.ReduceMax),
        ReduceMin min => Reducer(graph, min, BuiltinOperator.ReduceMin),
        LogSoftmax => new TfLiteOperator(BuiltinOperator.LogSoftmax, 2, null),
        L2Normalization => new TfLiteOperator(BuiltinOperator.L2Normalization, 2, TfLiteOptions.Of(OptionsKind.L2Normalization)),
        Sqrt => new TfLiteOperator(BuiltinOperator.Sqrt, 2, null),
        Exp => new TfLiteOperator(BuiltinOperator.Exp, 2, null),
        Log => new TfLiteOperator(BuiltinOperator.Log, 2, null),
        Square => new TfLiteOperator(BuiltinOperator.Square, 2, null),
        _ => null,
    };

    private static TfLiteOperator? Of(Slice slice)
    {
        if (slice is { SourceKind: "SLICE" } && slice.Step.All(step => step == 1))
            return new TfLiteOperator(BuiltinOperator.Slice, 2, null, Vector(slice.Begin), Vector(slice.Size));
        return slice.Step.All(step => step > 0)
            ? new TfLiteOperator(
                BuiltinOperator.StridedSlice,
                2,
                TfLiteOptions.Of(OptionsKind.StridedSlice, 5),
                Vector(slice.Begin),
                Vector([.. slice.Begin.Select((begin, axis) => begin + ((slice.Size[axis] - 1) * slice.Step[axis]) + 1)]),
                Vector(slice.Step))
            : null;
    }

    private static TfLiteOperator? Transposed(Graph graph, TransposeConv conv) => SchemeOf(graph, conv) is not { } padding
        ? null
        : new TfLiteOperator(BuiltinOperator.TransposeConv, 4, TfLiteOptions.Of(OptionsKind.TransposeConv, 4, b =>
        {
            b.AddSbyte(0, (sbyte)padding, 0);
            b.AddInt(1, conv.Stride.Width, 0);
            b.AddInt(2, conv.Stride.Height, 0);
            b.AddSbyte(3, Fused(conv.Activation), 0);
        }))
        {
            Leading = [Vector(graph[conv.Output].Shape.Dimensions)],
            Order = [1, 0, 2],
        };

    /// <summary>How the file says what is cut off; null when it has no word for it.</summary>
    private static PaddingScheme? SchemeOf(Graph graph, TransposeConv conv)
    {
        if (conv.Crop.IsZero)
            return PaddingScheme.Valid;
        var output = graph[conv.Output].Shape;
        return Padding2D.Same(output.Height, output.Width, Window(graph, conv), conv.Stride, Size2D.One) == conv.Crop
            ? PaddingScheme.Same
            : null;
    }

    private static TfLiteOptions Resize(OptionsKind kind, int first, ResizeOperator op) => TfLiteOptions.Of(kind, first + 2, b =>
    {
        b.AddBool(first, op.AlignCorners, false);
        b.AddBool(first + 1, op.HalfPixelCenters, false);
    });

    private static (ImmutableArray<int> Shape, ImmutableArray<int> Values) Size(Graph graph, Operator op) =>
        Vector([graph[op.Output].Shape.Height, graph[op.Output].Shape.Width]);
}
