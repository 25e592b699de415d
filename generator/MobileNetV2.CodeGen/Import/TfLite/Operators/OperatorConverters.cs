using System.Collections.Frozen;
using System.Collections.Immutable;
using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Import.TfLite.Schema;
using MobileNetV2.CodeGen.Operators;

namespace MobileNetV2.CodeGen.Import.TfLite.Operators;

/// <summary>Every operator that can be imported. To add one, write its converter and list it here.</summary>
internal static class OperatorConverters
{
    public static ImmutableArray<OperatorConverter> All { get; } =
    [
        new(BuiltinOperator.Conv2D, 8, 2, 3, ConvolutionConverter.Conv2D) { Options = OptionsKind.Conv2D, OptionalInputs = [2] },
        new(BuiltinOperator.DepthwiseConv2D, 7, 2, 3, ConvolutionConverter.DepthwiseConv2D)
            { Options = OptionsKind.DepthwiseConv2D, OptionalInputs = [2] },
        new(BuiltinOperator.FullyConnected, 14, 2, 3, FullyConnectedConverter.Convert) { Options = OptionsKind.FullyConnected,
            OptionalInputs = [2] },
        new(BuiltinOperator.TransposeConv, 4, 3, 4, TransposeConvConverter.Convert)
            { Options = OptionsKind.TransposeConv, OptionalInputs = [3], DataInput = 2 },
        new(BuiltinOperator.BatchMatmul, 4, 2, 2, BatchMatMulConverter.Convert) { Options = OptionsKind.BatchMatMul,
            MayLackOptions = true },
        new(BuiltinOperator.Add, 6, 2, 2, ElementwiseConverter.Add)
            { Options = OptionsKind.Add, MayLackOptions = true, TakesIntegers = true },
        new(BuiltinOperator.Sub, 5, 2, 2, ElementwiseConverter.Sub)
            { Options = OptionsKind.Sub, MayLackOptions = true, TakesIntegers = true },
        new(BuiltinOperator.Mul, 8, 2, 2, ElementwiseConverter.Mul)
            { Options = OptionsKind.Mul, MayLackOptions = true, TakesIntegers = true },
        new(BuiltinOperator.Div, 2, 2, 2, ElementwiseConverter.Div)
            { Options = OptionsKind.Div, MayLackOptions = true, TakesIntegers = true },
        new(BuiltinOperator.SquaredDifference, 2, 2, 2, s => new SquaredDifference(s.Id, s.InputIds(2), s.OutputIds))
            { TakesIntegers = true },
        new(BuiltinOperator.Maximum, 5, 2, 2, s => new Maximum(s.Id, s.InputIds(2), s.OutputIds)) { TakesIntegers = true },
        new(BuiltinOperator.Minimum, 5, 2, 2, s => new Minimum(s.Id, s.InputIds(2), s.OutputIds)) { TakesIntegers = true },
        new(BuiltinOperator.Prelu, 1, 2, 2, s => new Prelu(s.Id, s.InputIds(2), s.OutputIds)),
        new(BuiltinOperator.AddN, 1, 2, int.MaxValue, s => new AddN(s.Id, s.InputIds(s.InputCount), s.OutputIds)),
        new(BuiltinOperator.FloorDiv, 3, 2, 2, s => new FloorDiv(s.Id, s.InputIds(2), s.OutputIds)) { NeedsInt8 = false },
        new(BuiltinOperator.FloorMod, 2, 2, 2, s => new FloorMod(s.Id, s.InputIds(2), s.OutputIds)) { NeedsInt8 = false },
        new(BuiltinOperator.Pow, 1, 2, 2, s => new Pow(s.Id, s.InputIds(2), s.OutputIds)) { NeedsInt8 = false },
        .. Comparisons(),
        new(BuiltinOperator.LogicalAnd, 1, 2, 2, s => new Logical(s.Id, s.InputIds(2), s.OutputIds, s.Kind)) { NeedsInt8 = false },
        new(BuiltinOperator.LogicalOr, 1, 2, 2, s => new Logical(s.Id, s.InputIds(2), s.OutputIds, s.Kind)) { NeedsInt8 = false },
        new(BuiltinOperator.LogicalNot, 1, 1, 1, s => new LogicalNot(s.Id, s.InputIds(1), s.OutputIds)) { NeedsInt8 = false },
        new(BuiltinOperator.AveragePool2D, 3, 1, 1, PoolConverter.AveragePool2D) { Options = OptionsKind.Pool2D },
        new(BuiltinOperator.MaxPool2D, 3, 1, 1, PoolConverter.MaxPool2D) { Options = OptionsKind.Pool2D },
        new(BuiltinOperator.ResizeBilinear, 4, 2, 2, ResizeConverter.Bilinear) { Options = OptionsKind.ResizeBilinear },
        new(BuiltinOperator.ResizeNearestNeighbor, 4, 2, 2, ResizeConverter.Nearest) { Options = OptionsKind.ResizeNearestNeighbor },
        new(BuiltinOperator.Mean, 3, 2, 2, s => ReduceConverter.Convert(s, (id, i, o, axes) => new Mean(id, i, o, axes)))
            { Options = OptionsKind.Reducer, MayLackOptions = true },
        new(BuiltinOperator.Sum, 2, 2, 2, s => ReduceConverter.Convert(s, (id, i, o, axes) => new Sum(id, i, o, axes)))
            { Options = OptionsKind.Reducer, MayLackOptions = true },
        new(BuiltinOperator.Cumsum, 1, 2, 2, CumulativeSumConverter.Convert) { Options = OptionsKind.CumulativeSum, MayLackOptions = true },
        new(BuiltinOperator.ReduceMax, 3, 2, 2, s => ReduceConverter.Convert(s, (id, i, o, axes) => new ReduceMax(id, i, o, axes)))
            { Options = OptionsKind.Reducer, MayLackOptions = true },
        new(BuiltinOperator.ReduceMin, 3, 2, 2, s => ReduceConverter.Convert(s, (id, i, o, axes) => new ReduceMin(id, i, o, axes)))
            { Options = OptionsKind.Reducer, MayLackOptions = true },
        new(BuiltinOperator.Softmax, 3, 1, 1, SoftmaxConverter.Convert) { Options = OptionsKind.Softmax },
        new(BuiltinOperator.LogSoftmax, 2, 1, 1, s => new LogSoftmax(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.L2Normalization, 2, 1, 1, L2NormalizationConverter.Convert)
            { Options = OptionsKind.L2Normalization, MayLackOptions = true },
        new(BuiltinOperator.Relu, 3, 1, 1, s => ReluConverter.Convert(s, Activation.Relu)),
        new(BuiltinOperator.Relu6, 3, 1, 1, s => ReluConverter.Convert(s, Activation.Relu6)),
        new(BuiltinOperator.ReluN1To1, 3, 1, 1, s => ReluConverter.Convert(s, Activation.ReluN1To1)),
        new(BuiltinOperator.Logistic, 3, 1, 1, s => new Logistic(s.Id, s.InputIds(1), s.OutputIds, s.RoundsAsUInt8)),
        new(BuiltinOperator.Tanh, 3, 1, 1, s => new Tanh(s.Id, s.InputIds(1), s.OutputIds, s.RoundsAsUInt8)),
        new(BuiltinOperator.HardSwish, 1, 1, 1, s => new HardSwish(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Elu, 1, 1, 1, s => new Elu(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Abs, 5, 1, 1, s => new Abs(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Neg, 1, 1, 1, s => new Neg(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Relu0To1, 1, 1, 1, s => new Relu0To1(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Rsqrt, 3, 1, 1, s => new Rsqrt(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Sqrt, 2, 1, 1, s => new Sqrt(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Exp, 2, 1, 1, s => new Exp(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Log, 2, 1, 1, s => new Log(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Square, 2, 1, 1, s => new Square(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Sign, 2, 1, 1, s => new Sign(s.Id, s.InputIds(1), s.OutputIds)),
        new(BuiltinOperator.Floor, 1, 1, 1, s => new Rounding(s.Id, s.InputIds(1), s.OutputIds, s.Kind)),
        new(BuiltinOperator.Ceil, 1, 1, 1, s => new Rounding(s.Id, s.InputIds(1), s.OutputIds, s.Kind)),
        new(BuiltinOperator.Round, 1, 1, 1, s => new Rounding(s.Id, s.InputIds(1), s.OutputIds, s.Kind)),
        new(BuiltinOperator.LeakyRelu, 2, 1, 1, LeakyReluConverter.Convert) { Options = OptionsKind.LeakyRelu },
        new(BuiltinOperator.Gelu, 2, 1, 1, GeluConverter.Convert) { Options = OptionsKind.Gelu, MayLackOptions = true },
        new(BuiltinOperator.Pad, 5, 2, 2, PadConverter.Convert),
        new(BuiltinOperator.PadV2, 5, 3, 3, PadConverter.Convert),
        new(BuiltinOperator.Concatenation, 5, 1, int.MaxValue, ConcatenationConverter.Convert)
            { Options = OptionsKind.Concatenation, TakesIntegers = true },
        new(BuiltinOperator.Transpose, 8, 2, 2, TransposeConverter.Convert) { TakesIntegers = true },
        new(BuiltinOperator.Gather, 7, 2, 2, RearrangingConverter.Gather) { Options = OptionsKind.Gather, MayLackOptions = true,
            NeedsInt8 = false },
        new(BuiltinOperator.Tile, 3, 2, 2, RearrangingConverter.Tile) { NeedsInt8 = false },
        new(BuiltinOperator.ReverseV2, 3, 2, 2, RearrangingConverter.Reverse) { NeedsInt8 = false },
        new(BuiltinOperator.MirrorPad, 3, 2, 2, RearrangingConverter.MirrorPad) { Options = OptionsKind.MirrorPad, NeedsInt8 = false },
        new(BuiltinOperator.DepthToSpace, 2, 1, 1, RearrangingConverter.DepthToSpace) { Options = OptionsKind.DepthToSpace,
            NeedsInt8 = false },
        new(BuiltinOperator.SpaceToDepth, 2, 1, 1, RearrangingConverter.SpaceToDepth) { Options = OptionsKind.SpaceToDepth,
            NeedsInt8 = false },
        new(BuiltinOperator.Svdf, 4, 5, 5, SvdfConverter.Convert) { Options = OptionsKind.Svdf, OptionalInputs = [3],
            StateInputs = [SvdfConverter.State] },
        new(BuiltinOperator.UnidirectionalSequenceLstm, 4, 20, 24, SequenceLstmConverter.Convert)
        {
            Options = OptionsKind.SequenceLstm,
            OptionalInputs = SequenceLstmConverter.Variants,
            StateInputs = SequenceLstmConverter.States,
        },
        new(BuiltinOperator.SpaceToBatchNd, 4, 3, 3, BatchSpaceConverter.SpaceToBatch),
        new(BuiltinOperator.BatchToSpaceNd, 4, 3, 3, BatchSpaceConverter.BatchToSpace),
        new(BuiltinOperator.Slice, 6, 3, 3, SliceConverter.Slice) { NeedsInt8 = false },
        new(BuiltinOperator.StridedSlice, 8, 4, 4, SliceConverter.StridedSlice) { Options = OptionsKind.StridedSlice, NeedsInt8 = false },
        new(BuiltinOperator.Split, 4, 2, 2, SplitConverter.Split) { MaxOutputs = int.MaxValue, NeedsInt8 = false },
        new(BuiltinOperator.SplitV, 2, 3, 3, SplitConverter.SplitV) { MaxOutputs = int.MaxValue, NeedsInt8 = false },
        new(BuiltinOperator.Unpack, 4, 1, 1, SplitConverter.Unpack)
            { Options = OptionsKind.Unpack, MayLackOptions = true, MaxOutputs = int.MaxValue, NeedsInt8 = false },
        new(BuiltinOperator.Pack, 4, 1, int.MaxValue, PackConverter.Convert) { Options = OptionsKind.Pack, MayLackOptions = true,
            NeedsInt8 = false },
        new(BuiltinOperator.ArgMax, 3, 2, 2, ArgExtremeConverter.Convert),
        new(BuiltinOperator.ArgMin, 3, 2, 2, ArgExtremeConverter.Convert),
        new(BuiltinOperator.TopkV2, 3, 2, 2, SelectionConverter.TopK) { MaxOutputs = 2, NeedsInt8 = false },
        new(BuiltinOperator.Select, 4, 3, 3, SelectionConverter.Select) { DataInput = 1, NeedsInt8 = false },
        new(BuiltinOperator.SelectV2, 4, 3, 3, SelectionConverter.Select) { DataInput = 1, NeedsInt8 = false },
        new(BuiltinOperator.GatherNd, 5, 2, 2, s => new GatherNd(s.Id, s.InputIds(2), s.OutputIds)) { NeedsInt8 = false },
        new(BuiltinOperator.Shape, 1, 1, 1, ShapeConverter.ShapeOf) { NeedsInt8 = false },
        new(BuiltinOperator.Fill, 4, 2, 2, ShapeConverter.Fill) { NeedsInt8 = false },
        new(BuiltinOperator.BroadcastTo, 3, 2, 2, ShapeConverter.BroadcastTo) { NeedsInt8 = false },
        new(BuiltinOperator.Cast, 7, 1, 1, ShapeConverter.Cast) { NeedsInt8 = false },
        new(BuiltinOperator.ReduceProd, 2, 2, 2, ShapeConverter.ReduceProduct) { Options = OptionsKind.Reducer, MayLackOptions = true,
            NeedsInt8 = false },
        new(BuiltinOperator.Reshape, 1, 1, 2, ReshapeConverter.Reshape)
            { Options = OptionsKind.Reshape, MayLackOptions = true, NeedsInt8 = false },
        new(BuiltinOperator.Squeeze, 2, 1, 1, ReshapeConverter.Squeeze) { Options = OptionsKind.Squeeze, MayLackOptions = true,
            NeedsInt8 = false },
        new(BuiltinOperator.ExpandDims, 1, 2, 2, ReshapeConverter.ExpandDims) { NeedsInt8 = false },
        new(BuiltinOperator.Quantize, 4, 1, 1, BorderConverter.Quantize) { NeedsInt8 = false },
        new(BuiltinOperator.Dequantize, 7, 1, 1, BorderConverter.Dequantize) { NeedsInt8 = false },
    ];

    private static readonly FrozenDictionary<BuiltinOperator, OperatorConverter> ByCode = All.ToFrozenDictionary(c => c.Code);

    private static IEnumerable<OperatorConverter> Comparisons() => new[]
        {
            BuiltinOperator.Equal, BuiltinOperator.NotEqual, BuiltinOperator.Less, BuiltinOperator.LessEqual, BuiltinOperator.Greater,
            BuiltinOperator.GreaterEqual,
        }
        .Select(code => new OperatorConverter(code, 4, 2, 2, s => new Comparison(s.Id, s.InputIds(2), s.OutputIds, s.Kind))
        { NeedsInt8 = false });

    /// <summary>The converter of a kind; null when the kind is not supported.</summary>
    public static OperatorConverter? Find(BuiltinOperator code) => ByCode.GetValueOrDefault(code);

    /// <summary>The converter of a kind, custom ones by their name; null when the kind is not supported.</summary>
    public static OperatorConverter? Find(OperatorCodeTable code) => code.BuiltinCode == BuiltinOperator.Custom
        ? code.CustomCode == DetectionConverter.Converter.CustomCode ? DetectionConverter.Converter : null
        : Find(code.BuiltinCode);
}
